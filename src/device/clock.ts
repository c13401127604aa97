/** The device's clock and its civil day. The only place in the app that asks for the time. */
export const createClock = (): { readonly now: () => number; readonly today: () => string } => ({
  // A clock before 1970 would make times no fact may hold.
  now: () => Math.max(0, Date.now()),
  today: () => civilDay(new Date()),
});

const two = (part: number): string => String(part).padStart(2, '0');
export const civilDay = (date: Date): string =>
  `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
