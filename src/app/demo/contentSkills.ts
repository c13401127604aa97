import type { SkillWords } from '#domain/kinds/skill.ts';

/** Somebody showed somebody, so many days ago; without a teacher they knew already. */
interface DemoInduction {
  readonly ago: number;
  readonly to: string;
  readonly from?: string;
}

export interface DemoSkill {
  readonly key: string;
  readonly words: SkillWords & { readonly name: string };
  /** What asks for it. */
  readonly tools: readonly string[];
  readonly inductions: readonly DemoInduction[];
  /** Who said that they may be asked. */
  readonly show: readonly string[];
}

/** What is passed on at La Remise: one has lapsed for two people, and one is about to. */
export const demoSkills: readonly DemoSkill[] = [
  {
    key: 'souder',
    words: {
      name: 'Souder à l’arc',
      about: 'Masque, gants, tablier. Rien qui brûle à trois mètres. Les autres ne regardent pas.',
      safety: true,
      lapsesAfterMonths: 12,
      lapsesUnusedMonths: null,
      rule: 'ask-first',
    },
    tools: ['poste-a-souder'],
    inductions: [
      { ago: 355, to: 'joss' },
      { ago: 346, to: 'lea', from: 'joss' },
      { ago: 90, to: 'joss', from: 'lea' },
      { ago: 45, to: 'tomas', from: 'joss' },
    ],
    show: ['joss', 'lea'],
  },
  {
    key: 'scier',
    words: {
      name: 'La scie circulaire',
      about: 'La lame s’arrête avant la main. Qui la prend l’a vue tourner à vide.',
      safety: true,
      lapsesAfterMonths: 36,
      lapsesUnusedMonths: 9,
      rule: 'ask-first',
    },
    tools: ['scie-circulaire'],
    inductions: [
      { ago: 340, to: 'joss' },
      { ago: 320, to: 'lea', from: 'joss' },
      { ago: 210, to: 'bakary', from: 'lea' },
    ],
    show: ['joss'],
  },
  {
    key: 'defoncer',
    words: {
      name: 'La défonceuse',
      about: 'Dans le bon sens, contre la rotation. Par petites passes.',
      safety: true,
      lapsesAfterMonths: 6,
      lapsesUnusedMonths: null,
      rule: 'warn',
    },
    tools: ['defonceuse'],
    inductions: [
      { ago: 330, to: 'bakary' },
      { ago: 250, to: 'odile', from: 'bakary' },
      { ago: 100, to: 'lea', from: 'bakary' },
    ],
    show: ['bakary'],
  },
  {
    key: 'surjeter',
    words: {
      name: 'Enfiler la surjeteuse',
      about: 'Les quatre fils, dans l’ordre des couleurs.',
      safety: false,
      rule: 'warn',
    },
    tools: ['surjeteuse'],
    inductions: [
      { ago: 350, to: 'odile' },
      { ago: 200, to: 'lea', from: 'odile' },
      { ago: 80, to: 'nour', from: 'lea' },
    ],
    show: ['odile', 'lea'],
  },
  {
    key: 'tirer',
    words: {
      name: 'Nettoyer la tireuse',
      about: 'Rincer, démonter, rincer encore. Le gaz se ferme d’abord.',
      safety: false,
      rule: 'warn',
    },
    tools: ['tireuse'],
    inductions: [
      { ago: 300, to: 'nour' },
      { ago: 150, to: 'bakary', from: 'nour' },
    ],
    show: ['nour'],
  },
];
