import type { I18n } from '@lingui/core';
import { t } from '@lingui/core/macro';
import type { Fact } from '#domain/fact.ts';
import type { MemberId } from '#domain/ids.ts';
import { careWithdrawn, faultClosed, faultReported, repairNoted } from '#domain/kinds/care.ts';
import { bodyOf, personOf } from '#domain/kinds/kind.ts';
import { type Who, whoOf } from '#domain/settle/custody.ts';
import { badMark, badWords, faultWords } from '../../texts/faultWords.ts';
import type { MarkName } from '../../parts/drawingNames.ts';
import { whoWords } from '../../texts/whoWords.ts';
import type { StoryReading } from './storyWords.ts';

/** A line of the story about what was wrong, as a sentence; null for every other kind of fact. */
export interface CareWords {
  readonly words: string;
  readonly said: readonly string[];
  readonly by: Who;
  readonly mark?: MarkName | undefined;
}

export function careWords(fact: Fact, { i18n, names, writers }: StoryReading): CareWords | null {
  const name = (who: Who): string => whoWords(i18n, who, names.members);
  const line = (by: Who, words: string, ...said: readonly (string | undefined)[]): CareWords => ({
    words,
    said: said.filter((each) => each !== undefined),
    by,
  });
  const byOf = (person: { readonly by?: MemberId | undefined } | null): Who => whoOf(fact, person?.by);
  const report = bodyOf(faultReported, fact);
  if (report !== null) {
    const by = byOf(personOf(faultReported, fact));
    const [who, bad] = [name(by), badWords(i18n, report.bad ?? 'unsafe')];
    const what = faultWords(i18n, { what: report.what ?? 'broken', missing: report.missing ?? [] });
    return {
      ...line(by, t(i18n)`${who} le signale. ${what}. ${bad}.`, report.words),
      mark: badMark(report.bad ?? 'unsafe'),
    };
  }
  const note = bodyOf(repairNoted, fact);
  if (note !== null) return noteLine(fact, note, { i18n, name, line, byOf });
  const closing = bodyOf(faultClosed, fact);
  if (closing !== null) {
    const by = byOf(personOf(faultClosed, fact));
    const who = name(by);
    const words =
      closing.how === 'mistake' ? t(i18n)`${who} regarde : ce n’était rien.` : t(i18n)`${who} le remet en service.`;
    return { ...line(by, words, closing.words), mark: 'check' };
  }
  if (fact.kind !== careWithdrawn.name) return null;
  const by = byOf(personOf(careWithdrawn, fact));
  const who = name(by ?? writers.get(fact.log) ?? null);
  return line(by, t(i18n)`${who} revient sur ce geste.`);
}

function noteLine(
  fact: Fact,
  {
    stage,
    bad,
    words,
    parts,
  }: NonNullable<ReturnType<typeof bodyOf<typeof repairNoted.body, typeof repairNoted.person>>>,
  {
    i18n,
    name,
    line,
    byOf,
  }: {
    readonly i18n: I18n;
    readonly name: (who: Who) => string;
    readonly line: (by: Who, words: string, ...said: readonly (string | undefined)[]) => CareWords;
    readonly byOf: (person: { readonly by?: MemberId | undefined } | null) => Who;
  },
): CareWords {
  const person = personOf(repairNoted, fact);
  const by = byOf(person);
  const hands = name(whoOf(fact, person?.inHandOf));
  const who = name(by);
  const steps = {
    open: t(i18n)`${who} le laisse à qui veut.`,
    'parts-wanted': t(i18n)`${who} attend des pièces.`,
    'in-hand': t(i18n)`${hands} s’en occupe.`,
  };
  const judged = bad === undefined ? null : badWords(i18n, bad);
  const begun = stage === undefined ? t(i18n)`${who} y travaille.` : steps[stage];
  const wanted = parts === undefined ? null : t(i18n)`Pièces : ${parts}.`;
  const sentences = [begun, wanted, judged === null ? null : `${judged}.`];
  return line(by, sentences.filter((each) => each !== null).join(' '), words);
}
