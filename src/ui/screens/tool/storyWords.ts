import { whoWords } from '../../texts/whoWords.ts';
import type { I18n } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { Fact } from '#domain/fact.ts';
import { type LogId, type MemberId, type ToolId, toolStream } from '#domain/ids.ts';
import { returned, withdrawn } from '#domain/kinds/custody.ts';
import { dutyDone, dutyEnded, dutyResumed } from '#domain/kinds/duty.ts';
import { bodyOf, personOf } from '#domain/kinds/kind.ts';
import { noticeKept } from '#domain/kinds/text.ts';
import * as kinds from '#domain/kinds/tool.ts';
import type { ToolWords } from '#domain/kinds/tool.ts';
import { labelGroups } from '#domain/label.ts';
import { isMember } from '#domain/rows.ts';
import { type Who, claimOf } from '#domain/settle/custody.ts';
import { type Duty, isDutyFact } from '#domain/settle/duty.ts';
import { type StoryLine, noteOf, whoOf } from '#domain/settle/tool.ts';
import type { Names } from '#store/queries/names.ts';
import { careWords } from './careWords.ts';
import type { MarkName } from '../../parts/drawingNames.ts';
import { cameWords } from '../../texts/cameWords.ts';
import { retireWords } from '../../texts/retireWords.ts';

export interface StoryReading {
  readonly i18n: I18n;
  readonly tool: ToolId;
  readonly names: Names;
  readonly duties: readonly Duty[];
  /** Whose phone wrote which log. */
  readonly writers: ReadonlyMap<LogId, MemberId>;
}

export interface StoryWords {
  /** A sentence, without what people wrote themselves. */
  readonly words: string;
  /** What somebody wrote: what it was for, a note, a reason. */
  readonly said: readonly string[];
  /** Who wrote it down, when that is nobody the sentence names. */
  readonly notedBy: string | null;
  readonly mark?: MarkName | undefined;
}

/** One line of a tool's life as a sentence. A kind this version does not know is said to be just that. */
export function storyWords({ fact }: StoryLine, reading: StoryReading): StoryWords {
  const { i18n, names, writers } = reading;
  const writer = writers.get(fact.log) ?? null;
  const name = (who: Who): string => whoWords(i18n, who, names.members);
  const custody = custodyWords(fact, name, reading);
  if (custody !== null) {
    const named = namedIn(fact);
    const isNoted = writer !== null && named.length > 0 && !named.includes(writer);
    return {
      words: capital(custody, i18n.locale),
      said: [claimOf(fact)?.purpose, noteOf(fact)].filter((words) => typeof words === 'string'),
      notedBy: isNoted ? name(writer) : null,
    };
  }
  const care = careWords(fact, reading);
  if (care !== null)
    return {
      words: capital(care.words, i18n.locale),
      said: care.said,
      notedBy: writer !== null && isMember(care.by) && care.by !== writer ? name(writer) : null,
      mark: care.mark,
    };
  const thing = thingWords(fact, name(writer), reading);
  return { words: capital(thing.words, i18n.locale), said: thing.said ?? [], notedBy: null };
}

const capital = (text: string, locale: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** Everybody a custody fact names; a name that is gone or on its way may be anybody's. */
function namedIn(fact: Fact): readonly Who[] {
  const claim = claimOf(fact);
  return [claim?.from ?? null, whoOf(fact)].filter((who) => isMember(who));
}

function custodyWords(fact: Fact, name: (who: Who) => string, { i18n, names }: StoryReading): string | null {
  const claim = claimOf(fact);
  if (claim !== null) {
    const who = name(claim.by);
    if (claim.how === 'taken') return t(i18n)`${who} l’emmène.`;
    if (claim.from === null) return t(i18n)`${who} dit l’avoir en main.`;
    const giver = name(claim.from);
    return t(i18n)`${giver} le passe à ${who}, de la main à la main.`;
  }
  const back = bodyOf(returned, fact);
  if (back !== null) {
    const place = back.place === undefined ? undefined : names.places.get(back.place)?.name;
    const who = whoOf(fact);
    const by = name(who);
    if (place !== undefined) return t(i18n)`de retour avec ${by}, posé ailleurs : ${place}.`;
    return who === null ? t(i18n)`de retour.` : t(i18n)`de retour avec ${by}.`;
  }
  const taking = bodyOf(withdrawn, fact);
  if (taking === null) return null;
  const who = name(personOf(withdrawn, fact)?.by ?? whoOf(fact));
  return taking.why === 'not-me' ? t(i18n)`${who} dit : ce n’était pas moi.` : t(i18n)`${who} revient sur ce geste.`;
}

interface Said {
  readonly words: string;
  readonly said?: readonly string[];
}

function thingWords(fact: Fact, writer: string, reading: StoryReading): Said {
  const { i18n, tool } = reading;
  const added = bodyOf(kinds.toolAdded, fact);
  if (added !== null)
    return {
      words: t(i18n)`${writer} l’inscrit au carnet.`,
      said: added.came == null ? [] : [cameWords(i18n, added.came)],
    };
  const described = bodyOf(kinds.toolDescribed, fact);
  if (described !== null) return describedWords(described, writer, reading);
  const retired = bodyOf(kinds.retired, fact);
  if (retired !== null) {
    const reason = retireWords(i18n, retired.reason ?? 'other');
    return {
      words: t(i18n)`on ne le prête plus : ${reason}.`,
      said: retired.words === undefined ? [] : [retired.words],
    };
  }
  const label = bodyOf(kinds.labelBound, fact)?.label ?? bodyOf(kinds.labelUnbound, fact)?.label;
  if (label !== undefined) {
    const code = labelGroups(label);
    const isHere = fact.streams[0] === toolStream(tool);
    if (fact.kind === kinds.labelUnbound.name) return { words: t(i18n)`étiquette ${code} décollée.` };
    return { words: isHere ? t(i18n)`étiquette ${code} collée.` : t(i18n)`étiquette ${code} passée à un autre outil.` };
  }
  const claimed = bodyOf(kinds.codeClaimed, fact);
  const released = bodyOf(kinds.codeReleased, fact);
  const code = claimed?.text ?? released?.text;
  if (code !== undefined)
    return {
      words:
        claimed === null
          ? t(i18n)`le code ${code} n’est plus le sien.`
          : t(i18n)`on le reconnaît aussi au code ${code}.`,
    };
  const care = dutyWords(fact, writer, reading);
  if (care !== null) return care;
  switch (fact.kind) {
    case kinds.photoAdded.name:
      return { words: t(i18n)`${writer} ajoute une photo.` };
    case kinds.photoRemoved.name:
      return { words: t(i18n)`${writer} enlève une photo.` };
    case kinds.fileAdded.name:
      return { words: t(i18n)`${writer} ajoute une notice.`, said: [bodyOf(kinds.fileAdded, fact)?.title ?? ''] };
    case kinds.fileRemoved.name:
      return { words: t(i18n)`${writer} enlève une notice.` };
    case noticeKept.name:
      return { words: t(i18n)`${writer} garde une version de la notice.` };
    case kinds.restored.name:
      return { words: t(i18n)`on le prête de nouveau.` };
    default:
      return { words: t(i18n)`une trace d’une version plus récente de Circule.` };
  }
}

/** Care it was given; the name of what was done is in the plan. */
function dutyWords(fact: Fact, writer: string, { i18n, names, duties }: StoryReading): Said | null {
  const duty = isDutyFact(fact)
    ? duties.find(({ story }) => story.some((line) => line.fact.id === fact.id))
    : undefined;
  if (duty === undefined) return null;
  const { name } = duty;
  const done = bodyOf(dutyDone, fact);
  if (done !== null) {
    const by = duty.dones.find(({ ref }) => ref.id === fact.id)?.by;
    const who = by === undefined ? writer : whoWords(i18n, by, names.members);
    const note = personOf(dutyDone, fact)?.note;
    return { words: t(i18n)`soin fait par ${who} : ${name}.`, said: note === undefined ? [] : [note] };
  }
  if (fact.kind === dutyEnded.name) return { words: t(i18n)`soin qui ne revient plus : ${name}.` };
  if (fact.kind === dutyResumed.name) return { words: t(i18n)`soin repris : ${name}.` };
  return { words: t(i18n)`${writer} prévoit un soin : ${name}.` };
}

const fieldNames: { readonly [Field in keyof Required<ToolWords>]: ReturnType<typeof msg> } = {
  name: msg`son nom`,
  what: msg`ce que c’est`,
  otherNames: msg`ses autres noms`,
  about: msg`ce qu’il faut savoir`,
  category: msg`sa catégorie`,
  place: msg`sa place`,
  spot: msg`l’endroit exact`,
  brand: msg`la marque`,
  model: msg`le modèle`,
  serial: msg`le numéro de série`,
  contents: msg`ce qui va avec`,
  came: msg`d’où ça vient`,
  drawing: msg`son dessin`,
  skills: msg`ce qu’il faut savoir faire`,
  imported: msg`ce que disait l’import`,
};

function describedWords(words: Partial<ToolWords>, writer: string, { i18n, names }: StoryReading): Said {
  const fields = (Object.keys(words) as (keyof ToolWords)[]).filter((field) => field in fieldNames);
  if (fields.length === 1 && words.name !== undefined)
    return { words: t(i18n)`${writer} change son nom :`, said: [words.name] };
  const place = typeof words.place === 'string' ? names.places.get(words.place)?.name : undefined;
  if (fields.every((field) => field === 'place' || field === 'spot') && place !== undefined)
    return { words: t(i18n)`${writer} lui donne une autre place : ${place}.` };
  const list = fields.map((field) => i18n._(fieldNames[field])).join(', ');
  return { words: t(i18n)`${writer} complète sa fiche : ${list}.` };
}
