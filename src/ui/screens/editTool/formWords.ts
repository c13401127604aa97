import type { CategoryId, PlaceId, SkillId } from '#domain/ids.ts';
import { cameHows, type ToolWords, type What, whats } from '#domain/kinds/tool.ts';

/** The form as people type it: text in every field, lists one a line. */
export interface FormWords {
  readonly what: What;
  readonly name: string;
  readonly otherNames: string;
  readonly about: string;
  readonly category: string;
  readonly place: string;
  readonly spot: string;
  readonly contents: string;
  readonly brand: string;
  readonly model: string;
  readonly serial: string;
  /** Ids, one a line. */
  readonly skills: string;
  readonly cameHow: string;
  readonly cameWhen: string;
  readonly cameOrigin: string;
  readonly cameTerms: string;
}

/** What the form shows of a tool; of none, an empty form. */
export function formOf(words: Partial<ToolWords>): FormWords {
  const { came } = words;
  return {
    what: words.what ?? 'tool',
    name: words.name ?? '',
    otherNames: (words.otherNames ?? []).join(', '),
    about: words.about ?? '',
    category: words.category ?? '',
    place: words.place ?? '',
    spot: words.spot ?? '',
    contents: (words.contents ?? [])
      .map(({ name, count }) => (count === undefined ? name : `${count} × ${name}`))
      .join('\n'),
    brand: words.brand ?? '',
    model: words.model ?? '',
    serial: words.serial ?? '',
    skills: (words.skills ?? []).join('\n'),
    cameHow: came?.how ?? '',
    cameWhen: came?.when ?? '',
    cameOrigin: came?.origin ?? '',
    cameTerms: came?.terms ?? '',
  };
}

export const emptyForm = formOf({});

/** What was typed over the start and kept from an earlier visit; what does not fit is left out. */
export const typedOf = (kept: Partial<Record<keyof FormWords, unknown>>): Partial<FormWords> =>
  Object.fromEntries(
    Object.entries(kept).filter(([field, value]) => field in emptyForm && typeof value === 'string'),
  ) as Partial<FormWords>;

/** The form with what was typed over its start. */
export function formWith(start: FormWords, typed: Partial<FormWords>): FormWords {
  const form = { ...start, ...typed };
  return { ...form, what: whats.find((what) => what === form.what) ?? start.what };
}

/** Only what was changed is said anew: somebody else may be changing the rest meanwhile. */
export function changedWords(before: FormWords, form: FormWords): Partial<ToolWords> {
  const now = wordsOf(form);
  const then = wordsOf(before);
  const changed = (Object.keys(now) as (keyof ToolWords)[]).filter(
    (field) => JSON.stringify(now[field]) !== JSON.stringify(then[field]),
  );
  return Object.fromEntries(changed.map((field) => [field, now[field]]));
}

/** The form as words of a tool that is new: what was left empty is not said. */
export const addedWords = (form: FormWords): ToolWords & { readonly name: string } => ({
  ...changedWords(emptyForm, form),
  name: form.name.trim(),
});

function wordsOf(form: FormWords): ToolWords {
  return {
    what: form.what,
    name: form.name.trim(),
    otherNames: namesIn(form.otherNames),
    about: orNone(form.about),
    category: orNone(form.category) as CategoryId | null,
    place: orNone(form.place) as PlaceId | null,
    spot: orNone(form.spot),
    brand: orNone(form.brand),
    model: orNone(form.model),
    serial: orNone(form.serial),
    contents: contentsIn(form.contents),
    skills: skillsIn(form.skills),
    came: cameIn(form),
  };
}

export const skillsIn = (text: string): SkillId[] => text.split('\n').filter(Boolean) as SkillId[];

const orNone = (text: string): string | null => text.trim() || null;

const namesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;\n]/u)
      .map((name) => name.trim())
      .filter(Boolean),
  ),
];

/** One thing a line, with how many before it: "2 batteries", "2 × batteries", "2x batteries". */
function contentsIn(text: string): { name: string; count?: number }[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const counted = /^(\d{1,4})\s*(?:[x×]\s*|\s)(?=\S)(.+)$/iu.exec(line);
      return counted === null ? { name: line } : { name: counted[2] ?? line, count: Number(counted[1]) };
    });
}

function cameIn({ cameHow, cameWhen, cameOrigin, cameTerms }: FormWords): ToolWords['came'] {
  const how = cameHows.find((each) => each === cameHow);
  const came = {
    ...(how === undefined ? {} : { how }),
    ...(cameWhen === '' ? {} : { when: cameWhen }),
    ...(cameOrigin.trim() === '' ? {} : { origin: cameOrigin.trim() }),
    ...(cameTerms.trim() === '' ? {} : { terms: cameTerms.trim() }),
  };
  return Object.keys(came).length === 0 ? null : came;
}
