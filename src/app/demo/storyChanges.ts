import type { DemoAct } from './contentShape.ts';
import type { StoryDays } from './storyDays.ts';

/** Tools that came during the year, by how many days ago; all others were written down on the first day. */
export const arrivedDaysAgo: ReadonlyMap<string, number> = new Map([
  ['deshydrateur', 262],
  ['debroussailleuse', 231],
  ['oscilloscope', 208],
  ['niveau-laser', 151],
  ['crepiere', 122],
  ['carrelette', 97],
  ['machine-pates', 61],
  ['sono', 45],
]);

/** Tools that left the wall, by how many days ago. */
export const retiredDaysAgo: ReadonlyMap<string, number> = new Map([
  ['tente', 143],
  ['mixeur', 88],
  ['tronconneuse', 34],
]);

/** Somebody knew better, or moved a thing. */
export function descriptionsEdited(on: StoryDays): readonly DemoAct[] {
  return [
    {
      at: on.ago(320, '18:44'),
      do: 'describe',
      tool: 'brouette',
      by: 'tomas',
      changes: {
        spot: 'contre le mur du fond',
        about: 'Roue increvable. Range-la debout, sinon on ne ferme plus la porte.',
      },
    },
    {
      at: on.ago(266, '11:20'),
      do: 'describe',
      tool: 'robot-patissier',
      by: 'bakary',
      changes: { otherNames: ['batteur', 'pétrin', 'robot de cuisine'] },
    },
    {
      at: on.ago(223, '17:09'),
      do: 'describe',
      tool: 'coffret-douilles',
      by: 'joss',
      changes: { spot: 'tiroir 2' },
    },
    {
      at: on.ago(164, '10:38'),
      do: 'describe',
      tool: 'barnum',
      by: 'nour',
      changes: {
        about: 'À quatre pour l’ouvrir. Lestes dans la caisse grise : jamais sans elles, même par beau temps.',
      },
    },
    {
      at: on.ago(109, '18:19'),
      do: 'describe',
      tool: 'remorque-velo',
      by: 'nour',
      changes: { about: 'Jusqu’à 60 kg. L’attache se fixe sur l’axe arrière. Deux catadioptres neufs.' },
    },
    {
      at: on.ago(52, '16:03'),
      do: 'describe',
      tool: 'enceinte',
      by: 'lea',
      changes: { otherNames: ['enceinte', 'sono portable', 'baffle', 'haut-parleur'] },
    },
    {
      at: on.ago(22, '17:31'),
      do: 'describe',
      tool: 'scie-circulaire',
      by: 'odile',
      changes: {
        about:
          'Avec son rail d’un mètre quarante. Lame de 48 dents affûtée. Pièce bridée, les deux mains sur la machine.',
      },
    },
  ];
}

/** Never deleted: a retired tool keeps its page and says why. */
export function toolsRetired(on: StoryDays): readonly DemoAct[] {
  const retire = (tool: string, clock: string) =>
    ({ at: on.ago(retiredDaysAgo.get(tool) ?? 1, clock), do: 'retire', tool, by: 'odile' }) as const;
  return [
    { ...retire('tente', '18:05'), reason: 'given', words: 'Rendue au groupe de scouts, comme promis.' },
    { ...retire('mixeur', '12:14'), reason: 'worn', words: 'Trente ans de soupes, le moteur a fini sa vie.' },
    {
      ...retire('tronconneuse', '17:47'),
      reason: 'broken',
      words: 'Frein de chaîne cassé : on ne répare pas ce qui protège.',
    },
  ];
}
