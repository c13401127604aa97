/** What a hand-held scanner typed: as this keyboard understood it, and by the places of the keys on an American one. */
export interface Keystrokes {
  readonly text: string;
  readonly byPosition: string;
}

export interface WedgeDeps {
  /** Usually `document`. */
  readonly target: EventTarget;
  /** Usually the event's own `timeStamp`: when the key was pressed, even if the page was too busy to hear of it. */
  readonly now: (event: Event) => number;
  /** Runs after so many milliseconds; what it returns takes that back. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

/** Nobody types so fast; Bluetooth scanners are slower than those on a cable. */
const longestGap = 50;
const averageGap = 35;
const shortest = 4;
/** In a field a person may roll four keys in one movement; six, then Enter, no more. */
const shortestInField = 6;
/** Scanners that send no Enter are done when they fall silent. */
const silence = 120;

/**
 * Hears hand-held scanners, which pretend to be keyboards, wherever the focus is. Keys are let through as they come,
 * because only the end tells a scanner from a person. If it was one and the focus stood in a field, the field gets its
 * former text back and the Enter is swallowed. A field with `data-wedge="off"` keeps all that is typed into it.
 *
 * On a French keyboard the digits of an American-minded scanner arrive as "&é"'(": hence `byPosition`, see
 * `readKeystrokes`. Android's screen keyboard names no keys ("Unidentified"), so it can never look like a scanner.
 */
export const createWedge = ({ target, now, after }: WedgeDeps, onCode: (keys: Keystrokes) => void): (() => void) => {
  let burst: Burst | undefined;
  let cancelSilence = () => {};

  const forget = () => {
    cancelSilence();
    burst = undefined;
  };

  const finish = (found: Burst) => {
    forget();
    found.field?.restore();
    onCode({ text: found.text, byPosition: found.byPosition });
  };

  const onKey = (event: Event) => {
    // Filling in a form by itself, Chrome sends events without a key.
    if (!('key' in event)) return;
    const key = event as KeyboardEvent;
    if (key.key === 'Shift' || key.key === 'CapsLock' || key.key === 'AltGraph') return;
    const at = now(event);
    const held = burst && at - burst.lastAt <= longestGap ? burst : undefined;
    if (!held) forget();

    if (held && (key.key === 'Enter' || key.key === 'Tab') && isScan(held)) {
      event.preventDefault();
      event.stopPropagation();
      return finish(held);
    }
    if (!isCharacter(key) || isLeftAlone(event.target)) return forget();

    const next = { ...(held ?? emptyBurst(event.target, at)), lastAt: at };
    burst = {
      ...next,
      text: next.text + (key.key === 'Dead' ? '' : key.key),
      byPosition: next.byPosition + keyByPosition(key),
    };
    // A space would press the button that has the focus.
    if (key.key === ' ' && held && !held.field && held.text.length >= shortest - 1) event.preventDefault();
    cancelSilence();
    cancelSilence = after(silence, () => {
      if (burst && !burst.field && isScan(burst)) finish(burst);
      else forget();
    });
  };

  target.addEventListener('keydown', onKey, { capture: true });
  return () => {
    forget();
    target.removeEventListener('keydown', onKey, { capture: true });
  };
};

interface Burst {
  readonly text: string;
  readonly byPosition: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly field?: { readonly restore: () => void };
}

const emptyBurst = (focus: EventTarget | null, at: number): Burst => {
  const field = fieldAt(focus);
  return { text: '', byPosition: '', firstAt: at, lastAt: at, ...(field ? { field } : {}) };
};

const isScan = ({ byPosition, firstAt, lastAt, field }: Burst): boolean =>
  byPosition.length >= (field ? shortestInField : shortest) &&
  (lastAt - firstAt) / (byPosition.length - 1) <= averageGap;

const isCharacter = (key: KeyboardEvent): boolean => {
  if (key.repeat || key.isComposing || key.metaKey) return false;
  // AltGr is reported as Ctrl and Alt on Windows.
  if ((key.ctrlKey || key.altKey) && !(key.ctrlKey && key.altKey)) return false;
  return Array.from(key.key).length === 1 || key.key === 'Dead';
};

/** Structural, because the focus may be in another window of the same page, where `instanceof` says no. */
type Focus = Partial<Pick<HTMLInputElement, 'tagName' | 'type' | 'value' | 'isContentEditable' | 'dataset'>> &
  EventTarget;

const isLeftAlone = (focus: Focus | null): boolean => focus?.dataset?.wedge === 'off' || focus?.type === 'password';

const fieldAt = (focus: Focus | null): Burst['field'] => {
  if (focus?.isContentEditable === true) return { restore: () => {} };
  if ((focus?.tagName !== 'INPUT' && focus?.tagName !== 'TEXTAREA') || typeof focus.value !== 'string')
    return undefined;
  if (['button', 'submit', 'checkbox', 'radio', 'range', 'file'].includes(focus.type ?? '')) return undefined;
  const before = focus.value;
  return {
    restore: () => {
      // React overlays `value` on the element to notice changes; the setter of the prototype gets past that.
      Reflect.set(Object.getPrototypeOf(focus) as object, 'value', before, focus);
      focus.dispatchEvent(new Event('input', { bubbles: true }));
    },
  };
};

/** The sign an American keyboard has at the place of this key. */
const keyByPosition = ({ code, shiftKey, key }: KeyboardEvent): string => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter) return shiftKey ? letter : letter.toLowerCase();
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  if (digit) return shiftKey && code.startsWith('Digit') ? ')!@#$%^&*('.charAt(Number(digit)) : digit;
  return americanSigns[code]?.charAt(shiftKey ? 1 : 0) ?? (key === 'Dead' ? '' : key);
};

const americanSigns: Readonly<Record<string, string>> = {
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
};
