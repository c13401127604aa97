const narrow = '\u202f';

/** French typography: a narrow no-break space inside « » and before ? ! : ; wherever a plain one was typed. */
export const frenchSpacing = (text: string): string =>
  text.replace(/[ \u00a0](?=[?!:;»])/gu, narrow).replace(/(?<=«)[ \u00a0]/gu, narrow);
