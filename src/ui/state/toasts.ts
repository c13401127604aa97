import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Toast } from '../parts/Toasts.tsx';

/** What the app has just said at the foot of the screen. */
export interface ToastState {
  readonly toasts: readonly Toast[];
  /** Says something; `undo` is offered while it is shown. */
  readonly say: (toast: Omit<Toast, 'id'>) => void;
  readonly gone: (id: string) => void;
}

export const createToasts = (): StoreApi<ToastState> => {
  let count = 0;
  return createStore<ToastState>()((set) => ({
    toasts: [],
    // One at a time: what was said before has been read or is in the tool's story.
    say: (toast) => set({ toasts: [{ ...toast, id: String((count += 1)) }] }),
    gone: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
  }));
};
