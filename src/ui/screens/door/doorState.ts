/**
 * Who stands at the tablet and what they hold before it. Pure: the time comes with each event, and after some rest the
 * tablet forgets who it was, so that nobody acts in the name of whoever stood there before.
 */
import type { MemberId, ToolId } from '#domain/ids.ts';

export const restAfter = 20_000;

/** What lies over the page: a code being typed, another person searched, the way out, or a code that is no single tool. */
export type DoorSheet = 'typing' | 'other' | 'leave' | 'code';

export interface DoorState {
  readonly who: MemberId | null;
  /** What was scanned or touched: nobody said who they are yet, or there are several things to do with it. */
  readonly tool: { readonly id: ToolId; readonly name: string; readonly asks: 'who' | 'what' } | null;
  readonly sheet: DoorSheet | null;
  /** Why the last act was not done. */
  readonly problem: string | null;
  readonly touchedAt: number;
}

export type DoorEvent = { readonly at: number } & (
  | { readonly kind: 'touched' | 'settled' | 'tick' }
  | { readonly kind: 'chose'; readonly who: MemberId | null }
  | {
      readonly kind: 'showed';
      readonly tool: { readonly id: ToolId; readonly name: string };
      readonly asks: 'who' | 'what';
    }
  | { readonly kind: 'opened'; readonly sheet: DoorSheet }
  | { readonly kind: 'refused'; readonly problem: string }
);

export const atRest = (now: number): DoorState => ({
  who: null,
  tool: null,
  sheet: null,
  problem: null,
  touchedAt: now,
});

export function nextDoor(state: DoorState, event: DoorEvent): DoorState {
  if (event.kind === 'tick') return tick(state, event.at);
  const touched = { ...state, touchedAt: event.at };
  switch (event.kind) {
    case 'touched':
      return touched;
    case 'chose':
      return { ...touched, who: event.who, sheet: null, problem: null };
    case 'showed':
      return { ...touched, tool: { ...event.tool, asks: event.asks }, sheet: null, problem: null };
    case 'opened':
      return { ...touched, sheet: event.sheet, problem: null };
    case 'settled':
      return { ...touched, tool: null, sheet: null };
    case 'refused':
      return { ...touched, tool: null, sheet: null, problem: event.problem };
  }
}

function tick(state: DoorState, now: number): DoorState {
  // A clock set back would keep somebody's name on the screen for hours.
  if (now < state.touchedAt) return { ...state, touchedAt: now };
  if (now - state.touchedAt < restAfter) return state;
  const isResting = state.who === null && state.tool === null && state.sheet === null && state.problem === null;
  // The same object while nothing changes: a tick then draws nothing.
  return isResting ? state : { ...atRest(now), touchedAt: state.touchedAt };
}

/** Nobody touched it for a while: at night the screen may go dim. Any touch or scan brings it back. */
export const isResting = ({ touchedAt }: DoorState, now: number): boolean => now - touchedAt >= restAfter;

/** From 22 h to 7 h, by the hour where the tablet hangs. */
export const isNight = (hour: number): boolean => hour >= 22 || hour < 7;
