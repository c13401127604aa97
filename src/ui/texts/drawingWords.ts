import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { SilhouetteName } from '../parts/drawingNames.ts';

const words: Readonly<Record<SilhouetteName, ReturnType<typeof msg>>> = {
  saw: msg`scie`,
  drill: msg`perceuse`,
  hammer: msg`marteau`,
  screwdriver: msg`tournevis`,
  wrench: msg`clé plate`,
  plane: msg`rabot`,
  chisel: msg`ciseau à bois`,
  ladder: msg`échelle`,
  hedge: msg`taille-haie`,
  jigsaw: msg`scie sauteuse`,
  spade: msg`bêche`,
  barrow: msg`brouette`,
  pot: msg`faitout`,
  whisk: msg`fouet`,
  knife: msg`couteau`,
  shaker: msg`shaker`,
  sewing: msg`machine à coudre`,
  iron: msg`fer à repasser`,
  clamp: msg`serre-joint`,
  brush: msg`pinceau`,
  reel: msg`enrouleur`,
  speaker: msg`enceinte`,
  sander: msg`ponceuse`,
  can: msg`arrosoir`,
  meter: msg`multimètre`,
  room: msg`porte`,
  kit: msg`mallette`,
  supply: msg`bocal`,
  tag: msg`étiquette`,
  rake: msg`râteau`,
  shears: msg`sécateur`,
  crate: msg`caisse`,
  kettle: msg`bouilloire`,
  glass: msg`verre`,
  dish: msg`plat`,
  pliers: msg`pince`,
  level: msg`niveau`,
};

/** What a silhouette shows, for whoever cannot see it. */
export const drawingWords = (i18n: I18n, name: SilhouetteName): string => i18n._(words[name]);
