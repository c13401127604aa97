import { removedMark } from './contacts.ts';
import { foldName } from './cleanText.ts';

export interface PeopleFinder {
  /** The text without the names of the file's people. */
  without(text: string): string;
  /** Whether the text is somebody's name and nothing else. */
  isPerson(text: string): boolean;
}

/**
 * Finds the people of a file in its other cells: "prêté à Ana Sorel" in a remark. Names of two words and more, and user
 * names with a digit, are found anywhere; a single first name only where it stands alone, because "Pierre" is a stone too.
 */
export const createPeopleFinder = (names: Iterable<string>): PeopleFinder => {
  const whole = new Set<string>();
  const byFirstWord = new Map<string, string[]>();
  for (const each of names) {
    const name = foldName(each);
    if (name.length < 2 || !/\p{L}/u.test(name) || whole.has(name)) continue;
    whole.add(name);
    if (!name.includes(' ') && !/\p{L}.*\d|\d.*\p{L}/u.test(name)) continue;
    const first = firstWord.exec(name)?.[0] ?? name;
    byFirstWord.set(
      first,
      [...(byFirstWord.get(first) ?? []), name].toSorted((one, other) => other.length - one.length),
    );
  }

  const endOfNameAt = (folded: string, at: number, word: string): number => {
    for (const name of byFirstWord.get(word) ?? []) {
      const end = at + name.length;
      if (folded.startsWith(name, at) && !letter.test(folded.charAt(end))) return end;
    }
    return 0;
  };

  return {
    isPerson: (text) => whole.has(foldName(text)),
    without(text) {
      if (byFirstWord.size === 0 || text.length < 3) return text;
      // Lower case may change the length of a few letters; such texts are compared as they stand.
      const lower = text.toLowerCase().replace(/\s/g, ' ');
      const folded = lower.length === text.length ? lower : text;
      let kept = '';
      let from = 0;
      for (const { 0: word, index } of folded.matchAll(allWords)) {
        const end = index < from ? 0 : endOfNameAt(folded, index, word);
        if (end === 0) continue;
        kept += text.slice(from, index) + removedMark;
        from = end;
      }
      return from === 0 ? text : kept + text.slice(from);
    },
  };
};

const firstWord = /[\p{L}\p{N}]+/u;
const allWords = /[\p{L}\p{N}]+/gu;
const letter = /[\p{L}\p{N}]/u;
