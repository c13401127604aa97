/** What the person wishes to hear and feel on this device when a code was read. */
export interface Wishes {
  readonly sound: boolean;
  readonly vibration: boolean;
}

/** A small wish of this device, kept where a reload finds it. */
export interface Note {
  readonly get: () => string | null;
  readonly set: (value: string) => void;
}

/** Both are wished until somebody says otherwise. */
export const createWishes = (
  note: Note,
): { readonly get: () => Wishes; readonly set: (change: Partial<Wishes>) => void } => {
  const get = (): Wishes => {
    const kept = readKept(note.get());
    return { sound: kept['sound'] !== false, vibration: kept['vibration'] !== false };
  };
  return { get, set: (change) => note.set(JSON.stringify({ ...get(), ...change })) };
};

function readKept(text: string | null): Readonly<Record<string, unknown>> {
  try {
    const kept: unknown = JSON.parse(text ?? '{}');
    return typeof kept === 'object' && kept !== null ? { ...kept } : {};
  } catch {
    return {};
  }
}
