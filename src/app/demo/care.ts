import { said } from '#domain/decide/custody.ts';
import { dutyStreams } from '#domain/decide/duty.ts';
import type { Body, FactRef } from '#domain/fact.ts';
import type { DutyId, MemberId, PlaceId, ToolId } from '#domain/ids.ts';
import { dutyStream, memberStream, toolStream } from '#domain/ids.ts';
import type { Rhythm } from '#domain/kinds/duty.ts';
import type { DraftMaker } from '../writeMany.ts';
import type { StoryDays } from './storyDays.ts';

interface DemoPlan {
  readonly name: string;
  readonly tool?: string;
  readonly place?: string;
  readonly every: { readonly unit: Rhythm; readonly n: number };
  readonly steps?: readonly string[];
  readonly stopsLending?: boolean;
  /** How many days ago it was planned, and done, the oldest first. */
  readonly planned: number;
  readonly done: readonly number[];
  readonly note?: string;
  /** Somebody said that they would, some days ago. */
  readonly takenOn?: { readonly by: string; readonly ago: number };
}

/** Every so many days, down to the last time. */
const each = (step: number, last: number): readonly number[] =>
  Array.from({ length: Math.floor((340 - last) / step) + 1 }, (_, n) => last + n * step).toReversed();

const plans: readonly DemoPlan[] = [
  {
    name: 'Vider l’aspirateur et la poubelle',
    place: 'bois',
    every: { unit: 'weeks', n: 1 },
    steps: ['Vider le bac de l’aspirateur', 'Sortir le sac', 'Remettre un sac neuf'],
    planned: 350,
    done: each(7, 7),
    note: 'Il ne reste que deux sacs.',
  },
  {
    name: 'Vérifier les extincteurs',
    every: { unit: 'months', n: 6 },
    steps: ['Aiguille dans le vert', 'Goupille en place', 'Passage dégagé'],
    planned: 352,
    done: [340, 165],
  },
  {
    name: 'Nettoyer le frigo',
    place: 'cuisine',
    every: { unit: 'weeks', n: 2 },
    planned: 330,
    done: each(14, 9),
  },
  {
    name: 'Recharger les deux batteries',
    tool: 'perceuse-visseuse',
    every: { unit: 'months', n: 1 },
    planned: 340,
    done: each(31, 34),
    takenOn: { by: 'joss', ago: 2 },
  },
  {
    name: 'Vérifier l’échelle avant de la prêter',
    tool: 'echelle',
    every: { unit: 'months', n: 3 },
    steps: ['Patins', 'Barreaux', 'Sangle'],
    stopsLending: true,
    planned: 341,
    done: each(90, 40),
  },
  {
    name: 'Graisser les lames',
    tool: 'taille-haie',
    every: { unit: 'uses', n: 4 },
    planned: 352,
    done: [281, 200, 72],
    note: 'Le pot de graisse est dans le tiroir 3.',
  },
  {
    name: 'Vidanger',
    tool: 'tondeuse',
    every: { unit: 'hours', n: 10 },
    steps: ['Moteur froid', 'Vidanger', 'Remplir jusqu’au trait'],
    planned: 345,
    done: [150],
  },
  {
    name: 'Ôter la bourre sous la plaque',
    tool: 'machine-bernina',
    every: { unit: 'each-use', n: 1 },
    planned: 300,
    done: [210, 120, 30],
  },
];

/** Who looks after things, in turn; the writer is Léa. */
const hands = ['lea', 'joss', 'nour', 'odile', 'bakary', 'tomas'];

export interface CareIds {
  readonly members: ReadonlyMap<string, MemberId>;
  readonly places: ReadonlyMap<string, PlaceId>;
  readonly tools: ReadonlyMap<string, ToolId>;
}

/** A year of care, each with the moment it was written, so that what was used before and after is told apart. */
export function demoCare(
  on: StoryDays,
  ids: CareIds,
  newDuty: () => DutyId,
): readonly { readonly at: number; readonly make: DraftMaker }[] {
  return plans.flatMap((plan, nth) => {
    const tool = plan.tool === undefined ? null : (ids.tools.get(plan.tool) ?? null);
    const at = { duty: newDuty(), tool };
    const write = (
      kind: string,
      concern: 'plan' | 'turn',
      when: number,
      bodyOf: (seen: Body) => Body,
      by?: MemberId,
      note?: string,
    ): { readonly at: number; readonly make: DraftMaker } => ({
      at: when,
      make: (headsOf) => {
        const seen = tool === null ? [] : headsOf(toolStream(tool), 'custody');
        const person = said({ by, note });
        return {
          thing: {
            kind,
            streams: dutyStreams(at),
            after: headsOf(dutyStream(at.duty), concern),
            at: when,
            body: bodyOf(seen.length === 0 ? {} : { seen: seen.map(inBody) }),
          },
          person:
            Object.keys(person).length === 0
              ? null
              : { streams: by === undefined ? [] : [memberStream(by)], body: person },
        };
      },
    });
    const planned = write('dutyPlanned', 'plan', on.ago(plan.planned, '19:10'), (seen) => ({
      ...said({
        name: plan.name,
        tool: tool ?? undefined,
        place: plan.place === undefined ? undefined : ids.places.get(plan.place),
        every: plan.every,
        steps: plan.steps,
        starts: on.dayAgo(plan.planned),
        stopsLending: plan.stopsLending,
      }),
      ...seen,
    }));
    const dones = plan.done.map((days, turn) => {
      const hand = hands[(turn + nth * 2) % hands.length] ?? 'lea';
      const by = hand === 'lea' ? undefined : ids.members.get(hand);
      const note = turn === plan.done.length - 1 ? plan.note : undefined;
      const forAnother = by === undefined ? {} : { forAnother: true };
      return write(
        'dutyDone',
        'turn',
        on.ago(days, '18:40'),
        (seen) => ({ day: on.dayAgo(days), ...seen, ...forAnother }),
        by,
        note,
      );
    });
    const { takenOn } = plan;
    if (takenOn === undefined) return [planned, ...dones];
    const by = ids.members.get(takenOn.by);
    return [
      planned,
      ...dones,
      write('dutyTakenOn', 'turn', on.ago(takenOn.ago, '18:05'), () => ({ forAnother: true }), by),
    ];
  });
}

const inBody = ({ log, seq, id }: FactRef): Body => ({ log, seq, id });

/** Tools that say how long they ran, as a plan by hours asks; minutes that look like minutes. */
export const minutesOf = (tool: string, at: number): number | undefined =>
  tool === 'tondeuse' ? 45 + (Math.floor(at / 60_000) % 8) * 15 : undefined;
