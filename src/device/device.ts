import { createDoorLock } from './doorLock.ts';
import { createFeedback } from './feedback.ts';
import type { CodeReader } from './scanner/codeReader.ts';
import type { Keystrokes } from './scanner/wedge.ts';
import { type Note, createWishes } from './wishes.ts';

interface DeviceDeps {
  readonly window: Window & typeof globalThis;
  readonly clock: { readonly now: () => number };
}

interface InstallPrompt extends Event {
  readonly prompt: () => Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** The real device: what screens may ask of it. Heavy parts are loaded when they are first asked for. */
export function createDevice({ window, clock }: DeviceDeps) {
  const { navigator, document } = window;
  const wishes = createWishes(createNote(window, 'circule.wishes'));
  const feedback = createFeedback({
    target: document,
    openAudio: () => new AudioContext(),
    vibrate: 'vibrate' in navigator ? (pattern) => navigator.vibrate(pattern) : undefined,
    wants: wishes.get,
  });
  const lens = createNote(window, 'circule.lens');
  let reader: Promise<CodeReader> | null = null;
  let installPrompt: InstallPrompt | null = null;
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt = event as InstallPrompt;
  });

  return {
    feedback,
    wishes,
    doorLock: createDoorLock({ note: createNote(window, 'circule.door'), crypto: window.crypto, now: clock.now }),
    /** The lens this phone reads labels with best, remembered by whoever changes it. */
    lens,
    codeReader: () => (reader ??= import('./scanner/codeReader.ts').then((module) => module.createCodeReader())),
    scanner: async (read: CodeReader) => {
      const { createScanner } = await import('./scanner/scanner.ts');
      return createScanner({
        reader: read,
        devices: navigator.mediaDevices,
        document,
        now: () => performance.now(),
        lens: lens.get() ?? undefined,
      });
    },
    hearWedge: (onCode: (keys: Keystrokes) => void) => {
      let stop = (): void => undefined;
      let isOver = false;
      // Nobody scans in the first moment, and the first paint need not carry this.
      const listen = async (): Promise<void> => {
        const { createWedge } = await import('./scanner/wedge.ts');
        if (isOver) return;
        stop = createWedge(
          {
            target: document,
            // When the key was pressed, not when a busy page came to hear of it.
            now: (event) => event.timeStamp,
            after: (milliseconds, act) => {
              const timer = window.setTimeout(act, milliseconds);
              return () => window.clearTimeout(timer);
            },
          },
          onCode,
        );
      };
      void listen();
      return () => {
        isOver = true;
        stop();
      };
    },
    preparePhoto: async (chosen: Blob) => (await import('./photo.ts')).preparePhoto(chosen),
    readManual: async (chosen: Blob) => (await import('./manual.ts')).readManual(chosen),
    labelSheets: async () => ({ ...(await import('./labels/sheet.ts')), ...(await import('./labels/sheetSvg.ts')) }),
    qrCode: async (text: string) => (await import('./labels/labelCode.ts')).labelCode(text, 60),
    screenCode: async (text: string) => (await import('./labels/labelCode.ts')).screenCode(text),
    printPages: async (pages: readonly string[]) => (await import('./print.ts')).printPages(pages, window),
    handOut: async (file: File, share = false) => handOut(window, file, share),
    storage: {
      // Absent in Safari before 15.2 and outside of secure contexts.
      persist: async () => (await navigator.storage?.persist?.()) ?? false,
      isPersisted: async () => (await navigator.storage?.persisted?.()) ?? false,
      estimate: async () => {
        const { usage, quota } = (await navigator.storage?.estimate?.()) ?? {};
        return usage === undefined || quota === undefined ? null : { used: usage, quota };
      },
    },
    /** The number on the icon of the installed app; nothing where there is no such thing. */
    badge: (count: number) => {
      const set = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      // Refused where the app is not installed.
      set?.catch(() => undefined);
    },
    stayAwake: () => stayAwake(window),
    isInstalled: () =>
      window.matchMedia('(display-mode: standalone)').matches ||
      (navigator as { readonly standalone?: boolean }).standalone === true,
    installOffer: () => {
      const offer = installPrompt;
      if (offer === null) return null;
      return async () => {
        installPrompt = null;
        return (await offer.prompt()).outcome === 'accepted';
      };
    },
    now: clock.now,
  };
}

async function handOut(window: Window, file: File, share: boolean): Promise<void> {
  const { navigator, document } = window;
  if (share && navigator.canShare?.({ files: [file] })) {
    try {
      return await navigator.share({ files: [file] });
    } catch (error) {
      // Closing the share sheet is an answer, not a failure.
      if (error instanceof DOMException && error.name === 'AbortError') return;
    }
  }
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** A wake lock is lost whenever the page is hidden, so it is asked for again at each return. */
function stayAwake(window: Window): () => void {
  const { navigator, document } = window;
  let lock: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    if (isOver || document.visibilityState !== 'visible') return;
    try {
      lock = (await navigator.wakeLock?.request('screen')) ?? null;
    } catch {
      // Low battery or an old iPhone: the tablet's own settings must then keep it awake.
    }
  };
  const onVisible = (): void => void ask();
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release();
  };
}

/** Forgotten where storage is forbidden. */
function createNote(window: Window, key: string): Note {
  return {
    get: (): string | null => {
      try {
        return window.localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    set: (value: string): void => {
      try {
        window.localStorage.setItem(key, value);
      } catch {
        // A full or forbidden storage forgets the wish, and nothing else.
      }
    },
  };
}
