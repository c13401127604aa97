import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a new version needs of the browser; `main.tsx` gives the real thing. */
export interface UpdateDeps {
  readonly now: () => number;
  readonly reload: () => void;
  /** Somebody has touched or typed something since the page was opened. */
  readonly wasTouched: () => boolean;
  /** Kept where a reload finds it, and forgotten with the tab. */
  readonly session: Pick<Storage, 'getItem' | 'setItem'>;
}

export interface Updates {
  /** `ready`: a version waits. `in-place`: another tab has let it in, and this page is of the old one. */
  readonly state: StoreApi<{ readonly is: 'none' | 'ready' | 'in-place' }>;
  /** The person says yes. */
  readonly accept: () => void;
  /** Not now: asked again at the next start. */
  readonly later: () => void;
  /** The worker waits; `skipWaiting` lets it in. */
  readonly waits: (skipWaiting: () => void) => void;
  /** The new worker has taken over the page. */
  readonly hasTakenOver: () => void;
  /** Looks for a new version, at most once an hour: installed apps are rarely loaded anew. */
  readonly look: (check: () => Promise<unknown>) => void;
  /** A part of this version is gone from the cache. False when a reload was tried a moment ago and did not help. */
  readonly partIsMissing: () => boolean;
}

/** Within this time of a start nothing has been begun yet. */
const startLength = 5_000;
const hour = 3_600_000;
const minute = 60_000;
const reloadedKey = 'circule.reloaded';

/**
 * A new version comes in by itself only at a start, before anything was touched; later a calm bar asks, because a reload
 * that nobody asked for would lose what is being done.
 */
export function createUpdates({ now, reload, wasTouched, session }: UpdateDeps): Updates {
  const startedAt = now();
  const state = createStore<{ readonly is: 'none' | 'ready' | 'in-place' }>()(() => ({ is: 'none' }));
  let letIn: (() => void) | null = null;
  let isAccepted = false;
  let lookedAt = startedAt;
  const isStart = (): boolean => !wasTouched() && now() - startedAt < startLength;
  const accept = (): void => {
    if (letIn === null || state.getState().is === 'in-place') return reload();
    isAccepted = true;
    letIn();
  };
  return {
    state,
    accept,
    later: () => state.setState({ is: 'none' }),
    waits: (skipWaiting) => {
      letIn = skipWaiting;
      if (isStart()) accept();
      else state.setState({ is: 'ready' });
    },
    hasTakenOver: () => {
      // Between saying yes by itself and taking over, somebody may have begun something.
      if (isAccepted && (state.getState().is === 'ready' || !wasTouched())) return reload();
      state.setState({ is: 'in-place' });
    },
    look: (check) => {
      if (now() - lookedAt < hour) return;
      lookedAt = now();
      // Offline, most often.
      void check().catch(() => undefined);
    },
    partIsMissing: () => {
      try {
        if (now() - Number(session.getItem(reloadedKey) ?? 0) < minute) return false;
        session.setItem(reloadedKey, String(now()));
      } catch {
        return false;
      }
      reload();
      return true;
    },
  };
}
