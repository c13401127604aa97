/** Milliseconds that pages of several browsers on one machine share. */
export const nowEverywhere = (): number => performance.timeOrigin + performance.now();
