/**
 * Which workshops this device knows and which one is open: a small note in localStorage, so that the first paint need not
 * open a database to know where to look. The databases are the truth; lost, the note is written again from them.
 */
export interface KnownWorkshop {
  readonly id: string;
  readonly name: string;
  readonly isDemo: boolean;
  /** This device stands at the door and belongs to nobody. */
  readonly isDoor?: boolean;
}
export interface Registry {
  readonly current: string | null;
  readonly workshops: readonly KnownWorkshop[];
}
const key = 'circule.workshops';
const none: Registry = { current: null, workshops: [] };

export function readRegistry(storage: Storage): Registry {
  try {
    const read = JSON.parse(storage.getItem(key) ?? 'null') as Partial<Registry> | null;
    return read !== null && Array.isArray(read.workshops)
      ? { current: read.current ?? null, workshops: read.workshops }
      : none;
  } catch {
    return none;
  }
}

/** False when the browser would not keep it; the databases are still found at the next start. */
export function writeRegistry(storage: Storage, registry: Registry): boolean {
  try {
    storage.setItem(key, JSON.stringify(registry));
    return true;
  } catch {
    return false;
  }
}
