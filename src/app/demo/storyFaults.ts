import type { DemoAct } from './contentShape.ts';
import type { StoryDays } from './storyDays.ts';

/** Tools reported as not safe and not lent since, by how many days ago. */
export const unsafeDaysAgo: ReadonlyMap<string, number> = new Map([
  ['meuleuse', 6],
  ['tondeuse', 12],
]);

/** What broke during the year: some of it repaired long ago, some of it waiting now, each where it stands. */
export function faultsAndRepairs(on: StoryDays): readonly DemoAct[] {
  return [...repairedOnes(on), ...waitingOnes(on)];
}

function repairedOnes(on: StoryDays): readonly DemoAct[] {
  const [drill, hedge, mixer] = ['perceuse-visseuse', 'taille-haie', 'robot-patissier'] as const;
  return [
    {
      at: on.ago(273, '19:24'),
      do: 'fault',
      tool: drill,
      by: 'nour',
      bad: 'usable',
      what: 'incomplete',
      words: 'Un embout cruciforme n’est plus dans la boîte.',
    },
    { at: on.ago(271, '17:50'), do: 'release', tool: drill, by: 'nour', words: 'Retrouvé sous l’établi.' },
    {
      at: on.ago(203, '12:31'),
      do: 'fault',
      tool: hedge,
      by: 'bakary',
      bad: 'unsafe',
      what: 'broken',
      words: 'Il s’arrête d’un coup, et repart tout seul.',
    },
    {
      at: on.ago(202, '18:20'),
      do: 'repair',
      tool: hedge,
      by: 'nour',
      stage: 'in-hand',
      hand: 'nour',
      parts: 'un fusible',
    },
    {
      at: on.ago(200, '17:49'),
      do: 'release',
      tool: hedge,
      by: 'nour',
      words: 'Fusible changé, câble regardé sur toute sa longueur.',
    },
    {
      at: on.ago(171, '18:52'),
      do: 'fault',
      tool: drill,
      by: 'lea',
      bad: 'care',
      what: 'broken',
      words: 'Une batterie ne tient plus dix minutes.',
    },
    {
      at: on.ago(165, '11:12'),
      do: 'repair',
      tool: drill,
      by: 'joss',
      stage: 'parts-wanted',
      parts: 'une batterie 18\u202fV',
    },
    {
      at: on.ago(151, '17:36'),
      do: 'release',
      tool: drill,
      by: 'joss',
      words: 'Cellules changées au café réparation.',
    },
    {
      at: on.ago(94, '18:03'),
      do: 'fault',
      tool: mixer,
      by: 'odile',
      bad: 'care',
      what: 'broken',
      words: 'Le bol se décroche quand la pâte est dure.',
    },
    { at: on.ago(90, '10:40'), do: 'release', tool: mixer, by: 'odile', words: 'Ressort remis en place.' },
  ];
}

function waitingOnes(on: StoryDays): readonly DemoAct[] {
  return [
    {
      at: on.ago(12, '16:44'),
      do: 'fault',
      tool: 'tondeuse',
      by: 'nour',
      bad: 'unsafe',
      what: 'broken',
      words: 'La lame touche le carter depuis le caillou.',
    },
    {
      at: on.ago(10, '18:15'),
      do: 'repair',
      tool: 'tondeuse',
      by: 'joss',
      stage: 'in-hand',
      hand: 'joss',
      words: 'Lame déposée, elle est voilée.',
      parts: 'une lame de 46\u202fcm et son boulon',
    },
    {
      at: on.ago(6, '17:58'),
      do: 'fault',
      tool: 'meuleuse',
      by: 'tomas',
      bad: 'unsafe',
      what: 'broken',
      words: 'Le carter de protection a du jeu.',
    },
    {
      at: on.ago(9, '19:10'),
      do: 'fault',
      tool: 'machine-pates',
      by: 'bakary',
      bad: 'care',
      what: 'broken',
      words: 'La manivelle saute au cran le plus fin.',
    },
    {
      at: on.ago(8, '10:25'),
      do: 'repair',
      tool: 'machine-pates',
      by: 'bakary',
      stage: 'parts-wanted',
      parts: 'un pignon de manivelle',
    },
    {
      at: on.ago(4, '18:40'),
      do: 'fault',
      tool: 'videoprojecteur',
      by: 'lea',
      bad: 'usable',
      what: 'incomplete',
      missing: ['télécommande'],
    },
  ];
}
