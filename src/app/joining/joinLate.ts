import type { Deps } from '../deps.ts';
import type { KnownWorkshop } from '../house.ts';
import type { Joining, JoiningView } from './joining.ts';

/** The way in, whose code comes when somebody goes it. */
export function joinLate(text: string, myName: string, deps: Deps, onJoined: (known: KnownWorkshop) => void): Joining {
  const looking: JoiningView = { step: 'looking', trouble: deps.meeting === undefined ? 'no-signaling-address' : null };
  const listeners = new Set<() => void>();
  let joining: Joining | null = null;
  let failed: JoiningView | null = null;
  let isOver = false;
  const tell = (): void => {
    for (const each of listeners) each();
  };
  const begin = async (meeting: NonNullable<Deps['meeting']>): Promise<void> => {
    const { joinWorkshop } = await import('./joinWorkshop.ts');
    if (isOver) return;
    joining = joinWorkshop(text, myName, { ...deps, meeting }, onJoined);
    joining.subscribe(tell);
    tell();
  };
  const fail = (): void => {
    failed = { step: 'refused', refusal: { kind: 'storage-lost' } };
    tell();
  };
  if (deps.meeting !== undefined) void begin(deps.meeting).catch(fail);
  return {
    view: () => joining?.view() ?? failed ?? looking,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    cancel() {
      isOver = true;
      joining?.cancel();
    },
  };
}
