/** Time as sessions need it: limits and keep-alive. Tests let an hour pass in no time. */
export interface Timer {
  /** Milliseconds, only ever compared with each other. */
  readonly now: () => number;
  /** Runs once after so many milliseconds; returns a way to call it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}
