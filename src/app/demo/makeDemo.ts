import { createLabelId } from '#domain/label.ts';
import { said } from '#domain/decide/custody.ts';
import { decideAddNode, decideAddTool, decideWriteProfile, membershipDraft } from '#domain/decide/describe.ts';
import { decideKeepText } from '#domain/decide/text.ts';
import { refOf, type Body, type Draft, type FactRef } from '#domain/fact.ts';
import type {
  CategoryId,
  DutyId,
  LabelId,
  MemberId,
  PlaceId,
  SkillId,
  StreamId,
  ToolId,
  WorkshopId,
} from '#domain/ids.ts';
import { codeStream, labelStream, memberStream, noticeStream, toolStream, workshopStream } from '#domain/ids.ts';
import { noticeKept, textKept } from '#domain/kinds/text.ts';
import type { ToolWords } from '#domain/kinds/tool.ts';
import type { Refusal } from '#domain/refusal.ts';
import { type Result, ok, refused } from '#domain/result.ts';
import type { Deps } from '../deps.ts';
import { foundWorkshop } from '../foundWorkshop.ts';
import { newId } from '../newIds.ts';
import { openWorkshop } from '../openWorkshop.ts';
import { type DraftMaker, writeMany } from '../writeMany.ts';
import { demoCare, minutesOf } from './care.ts';
import { demoContent } from './content.ts';
import type { DemoAct, DemoTool } from './contentShape.ts';
import { demoActs } from './script.ts';
import { skillMakers } from './skillMakers.ts';
import { storyDays } from './storyDays.ts';
import { type DemoNotice, noticesKept } from './storyNotices.ts';

/**
 * Writes the demo: a believable year of La Remise, as facts of a workshop of its own, all by Léa's phone. It ends today,
 * so that what is out is out now.
 */
export async function makeDemo(
  deps: Deps,
  onProgress: (done: number, of: number) => void,
): Promise<Result<{ readonly id: WorkshopId; readonly name: string }, Refusal>> {
  const acts = demoActs(demoContent, deps.clock.now());
  const began = acts[0]?.at ?? deps.clock.now();
  const me = demoContent.people[0];
  if (me === undefined) throw new Error('The demo has nobody');
  const { name, language, address } = demoContent.workshop;
  // Founded a year ago, so that the workshop is older than what it tells.
  const then = { ...deps, clock: { ...deps.clock, now: () => began } };
  const founded = await foundWorkshop({ name, language, myName: me.name, isDemo: true }, then);
  if (!founded.ok) return founded;
  const opened = await openWorkshop(founded.value, deps);
  if (!opened.ok) return refused({ kind: 'storage-lost' });
  const workshop = opened.value;
  const { member } = await workshop.me();
  const notices = noticesKept(storyDays(deps.clock.now()));
  const makers = script({ acts, notices }, member, began, address, deps);
  const written = await writeMany(workshop.pen, makers, { onProgress, rest: deps.rest });
  await workshop.sweep();
  workshop.close();
  return written.ok ? ok({ id: founded.value, name }) : written;
}

interface Ids {
  readonly members: ReadonlyMap<string, MemberId>;
  readonly places: ReadonlyMap<string, PlaceId>;
  readonly categories: ReadonlyMap<string, CategoryId>;
  readonly tools: ReadonlyMap<string, ToolId>;
}

/** Everything in order: people, places, categories, then the year. */
function script(
  { acts, notices }: { readonly acts: readonly DemoAct[]; readonly notices: readonly DemoNotice[] },
  me: MemberId,
  began: number,
  address: string,
  deps: Deps,
): readonly DraftMaker[] {
  const { people, places, categories, tools } = demoContent;
  const idsOf = <Id extends string>(things: readonly { readonly key: string }[]): Map<string, Id> =>
    new Map(things.map(({ key }) => [key, newId<Id>(deps.crypto)]));
  const ids: Ids = {
    members: idsOf<MemberId>(people).set(people[0]?.key ?? '', me),
    places: idsOf<PlaceId>(places),
    categories: idsOf<CategoryId>(categories),
    tools: idsOf<ToolId>(tools),
  };
  const now = began;
  const beginning: DraftMaker[] = [
    (headsOf) => ({
      thing: {
        kind: 'workshopDescribed',
        streams: [workshopStream],
        after: headsOf(workshopStream, 'description'),
        at: now,
        body: {},
      },
      person: { streams: [workshopStream], body: { labelLine: address } },
    }),
    ...people.flatMap((person, at): readonly DraftMaker[] => {
      const member = ids.members.get(person.key) as MemberId;
      const role = person.steward === true ? 'steward' : 'member';
      const added: DraftMaker = (headsOf) =>
        membershipDraft('memberAdded', { member, role }, headsOf(workshopStream, 'membership'), [memberStream(member)]);
      const profile: DraftMaker = (headsOf) =>
        sure(
          decideWriteProfile(
            member,
            { name: person.name, contact: person.contact },
            headsOf(memberStream(member), 'profile'),
            { now },
          ),
        );
      return at === 0 ? [profile] : [added, profile];
    }),
    ...places.map((place): DraftMaker => () => {
      const parent = place.parent === undefined ? null : (ids.places.get(place.parent) ?? null);
      return sure(decideAddNode('place', ids.places.get(place.key) as PlaceId, { name: place.name, parent }, { now }));
    }),
    ...categories.map((category): DraftMaker => () => {
      const parent = category.parent === undefined ? null : (ids.categories.get(category.parent) ?? null);
      const words = {
        name: category.name,
        parent,
        ...(category.drawing === undefined ? {} : { drawing: category.drawing }),
      };
      return sure(decideAddNode('category', ids.categories.get(category.key) as CategoryId, words, { now }));
    }),
  ];
  const faults = new Map<string, FactRef>();
  const newLabel = (): LabelId => createLabelId(deps.crypto.randomBytes);
  const told = acts.map((act) => ({
    at: act.at,
    make: actMaker(act, { ids, faults, newLabel }),
  }));
  const on = storyDays(deps.clock.now());
  const care = demoCare(on, ids, () => newId<DutyId>(deps.crypto));
  const shown = skillMakers(ids, on, () => newId<SkillId>(deps.crypto));
  const year = [...told, ...care, ...shown].toSorted((a, b) => a.at - b.at);
  return [...beginning, ...year.map(({ make }) => make), ...notices.map((notice) => noticeMaker(notice, ids))];
}

interface Making {
  readonly ids: Ids;
  /** The open fault of a tool, by its key. */
  readonly faults: Map<string, FactRef>;
  readonly newLabel: () => LabelId;
}

const noticeMaker =
  ({ at, tool, text }: DemoNotice, ids: Ids): DraftMaker =>
  (headsOf) => {
    const of = tool === null ? 'rules' : noticeStream(ids.tools.get(tool) as ToolId);
    const heads = of === 'rules' ? headsOf(workshopStream, textKept.concern) : headsOf(of, noticeKept.concern);
    return sure(decideKeepText(heads, { of, text }, { now: at }));
  };

function actMaker(act: DemoAct, { ids, faults, newLabel }: Making): DraftMaker {
  const tool = ids.tools.get(act.tool) as ToolId;
  const stream = toolStream(tool);
  const who = (key: string): MemberId => ids.members.get(key) as MemberId;
  return (headsOf) => {
    const fact = (
      kind: string,
      concern: string,
      body: Body,
      person?: { readonly about: readonly MemberId[]; readonly body: Body },
      others: readonly StreamId[] = [],
    ): Draft => ({
      thing: { kind, streams: [stream, ...others], after: headsOf(stream, concern), at: act.at, body },
      person: person === undefined ? null : { streams: person.about.map(memberStream), body: person.body },
    });
    // What stands on a report alone is that report.
    const faultOf = (): Body => {
      const ref = faults.get(act.tool) ?? headsOf(stream, 'care')[0];
      if (ref === undefined) throw new Error(`Nothing is wrong with ${act.tool}`);
      faults.set(act.tool, ref);
      return { ...refOf(ref) };
    };
    switch (act.do) {
      case 'add': {
        const content = demoContent.tools.find(({ key }) => key === act.tool) as DemoTool;
        return sure(decideAddTool(tool, { ...wordsOf(content, ids), name: content.name }, { now: act.at }));
      }
      case 'label': {
        const label = newLabel();
        return fact('labelBound', `label:${label}`, { label }, undefined, [labelStream(label)]);
      }
      case 'claim': {
        const { format, text } = act.code;
        return fact('codeClaimed', `code:${format}:${text}`, { format, text }, undefined, [codeStream(format, text)]);
      }
      case 'take': {
        const by = who(act.by);
        const body = said({ until: act.until, purpose: act.purpose });
        return fact('taken', 'custody', body, { about: [by], body: said({ by, note: act.note }) });
      }
      case 'return': {
        const by = who(act.by);
        const place = act.place === undefined ? undefined : ids.places.get(act.place);
        const minutes = minutesOf(act.tool, act.at);
        return fact('returned', 'custody', said({ place, minutes }), {
          about: [by],
          body: said({ by, note: act.note }),
        });
      }
      case 'handOver': {
        const [from, to] = [who(act.from), who(act.to)];
        const body = said({ until: act.until, purpose: act.purpose });
        return fact('handedOver', 'custody', body, { about: [to, from], body: said({ from, to, note: act.note }) });
      }
      case 'describe':
        return fact('toolDescribed', 'description', { ...wordsOf(act.changes, ids) } as Body);
      case 'fault': {
        const by = who(act.by);
        const { bad, what, missing, words } = act;
        const body = said({ bad, what, missing: missing === undefined ? undefined : [...missing], words });
        return fact('faultReported', 'care', body, { about: [by], body: { by } });
      }
      case 'repair': {
        const [by, hand] = [who(act.by), act.hand === undefined ? undefined : who(act.hand)];
        const { stage, words, parts } = act;
        return fact(
          'repairNoted',
          'care',
          { fault: faultOf(), ...said({ stage, words, parts }) },
          {
            about: [by],
            body: said({ by, inHandOf: hand }),
          },
        );
      }
      case 'release': {
        const by = who(act.by);
        const body = { fault: faultOf(), how: 'released', words: act.words };
        faults.delete(act.tool);
        return fact('faultClosed', 'care', body, { about: [by], body: { by } });
      }
      case 'retire':
        return fact('retired', 'standing', said({ reason: act.reason, words: act.words }));
    }
  };
}

function wordsOf(said: Partial<DemoTool>, ids: Ids): Partial<ToolWords> {
  const { what, name, otherNames, about, category, place, spot, contents, came, brand, model, drawing } = said;
  const words = {
    what,
    name,
    otherNames: otherNames === undefined ? undefined : [...otherNames],
    about,
    category: category === undefined ? undefined : ids.categories.get(category),
    place: place === undefined ? undefined : ids.places.get(place),
    spot,
    contents: contents === undefined ? undefined : [...contents],
    came,
    brand,
    model,
    drawing,
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined)) as Partial<ToolWords>;
}

/** The demo's words were checked by its tests: a refusal here is a bug. */
function sure(drafted: Result<Draft, Refusal>): Draft {
  if (!drafted.ok) throw new Error(`The demo was refused: ${JSON.stringify(drafted.refusal)}`);
  return drafted.value;
}
