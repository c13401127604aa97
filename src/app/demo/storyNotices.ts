import type { StoryDays } from './storyDays.ts';

/** A version of a notice, or of the house rules (`tool` null), as somebody kept it. */
export interface DemoNotice {
  readonly at: number;
  readonly tool: string | null;
  readonly text: string;
}

/** A handful of texts written together, in the order they were kept; some have been put right since. */
export const noticesKept = (on: StoryDays): readonly DemoNotice[] => [
  { at: on.ago(300, '18:20'), tool: null, text: firstRules },
  { at: on.ago(214, '19:02'), tool: 'surjeteuse', text: overlocker.replace(threadColours, '') },
  { at: on.ago(160, '17:45'), tool: 'ciseaux-a-bois', text: chisels.replace(lastStep, '') },
  { at: on.ago(96, '18:31'), tool: 'surjeteuse', text: overlocker.replace('**bouton sur arrêt**', 'bouton sur arrêt') },
  { at: on.ago(80, '10:12'), tool: 'barnum', text: tent },
  { at: on.ago(41, '18:05'), tool: null, text: rules },
  { at: on.ago(19, '11:37'), tool: 'ciseaux-a-bois', text: chisels },
  { at: on.ago(6, '18:48'), tool: 'surjeteuse', text: overlocker },
];

const firstRules = `# Ici

- On range chaque chose à son crochet.
- On dit ce qui est cassé, sans attendre.
- On ne fait pas de bruit après 20 h.`;

const rules = `# Ici

- On range chaque chose à son crochet.
- On dit ce qui est cassé, sans attendre et sans s’excuser.
- On ne fait pas de bruit après 19 h : les voisins ont un bébé.
- Le dernier éteint le compresseur et ferme le volet.

## Si tu ne sais pas

Demande. Personne n’est né en sachant affûter un ciseau.`;

const threadColours = `
> Les fils neufs se nouent aux anciens : tire doucement, tout suit sans rien démonter.
`;

const overlocker = `# Changer les fils

Dans cet ordre, sinon ça casse au premier point.

1. Débrancher, **bouton sur arrêt**.
2. Ouvrir le capot, lever le pied.
3. Boucleur inférieur : le chemin rouge, de droite à gauche.
4. Boucleur supérieur : le chemin bleu.
5. Les deux aiguilles, la gauche en dernier.
6. Baisser le pied, tourner le volant à la main sur trois points.
${threadColours}
## Après

- [ ] Souffler la peluche sous la plaque
- [ ] Une goutte d’huile derrière le boucleur
- [ ] Remettre la housse`;

const lastStep = `
5. Démorfiler sur le cuir, trois passes de chaque côté.`;

const chisels = `# Affûter un ciseau

Le tranchant se fait à plat, pas en appuyant.

1. Tremper la pierre dix minutes, jusqu’à ce qu’elle ne boive plus.
2. Planche : à plat sur la pierre de 1000, jusqu’au miroir près du fil.
3. Biseau : à 25 degrés, le guide serré à 38 mm.
4. Passer à la pierre de 6000 dès qu’on sent le fil partout.${lastStep}

Il coupe quand il rase un copeau de bois de bout sans l’écraser. Jamais de meule sèche : l’acier bleuit, et il ne tient plus.`;

const tent = `# Monter le barnum

À quatre, un à chaque pied. **Jamais sans les lestes**, même par beau temps.

- [ ] Sortir la structure, l’ouvrir à moitié
- [ ] Poser la toile, scratcher les quatre coins
- [ ] Ouvrir tout à fait, en marchant ensemble
- [ ] Monter les pieds, deux par deux
- [ ] Deux lestes par pied

Avec du vent : le replier. Il y a 4 piquets et 8 lestes ; compte-les au retour.`;
