import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RestoreRefusal } from '#app/backup/restoreWorkshop.ts';

type Words = ReturnType<typeof msg>;

/** `file-unreadable`: the browser could not open it. */
export type RestoreProblem = RestoreRefusal | { readonly kind: 'file-unreadable' };

const texts: {
  readonly [Kind in RestoreProblem['kind']]: (problem: Extract<RestoreProblem, { kind: Kind }>) => Words;
} = {
  'file-unreadable': () =>
    msg`Ce fichier ne s’ouvre pas. S’il est dans un nuage, télécharge-le d’abord sur l’appareil.`,
  'backup-foreign': () => msg`Ce n’est pas une sauvegarde de Circule. Son nom finit par « .circule ».`,
  'backup-newer': () => msg`Cette sauvegarde vient d’une version plus récente. Mets Circule à jour, puis recommence.`,
  'backup-damaged': () => msg`Cette sauvegarde est abîmée ou incomplète. Prends-en une autre copie.`,
  'house-key-character': ({ character }) => msg`« ${character} » n’est pas un signe de la clé. Relis-la.`,
  'house-key-length': ({ length, expected }) => msg`La clé a ${expected} signes. Il y en a ${length} ici.`,
  'house-key-check': () => msg`Un signe ne va pas. Relis la clé, groupe après groupe.`,
  'house-key-other': () => msg`C’est la clé d’un autre atelier, ou une ancienne clé de celui-ci.`,
  'workshop-here': () => msg`Cet atelier est déjà sur cet appareil : rien n’est posé par-dessus.`,
  'storage-full': () => msg`L’appareil est plein. Fais de la place, puis recommence.`,
  'storage-lost': () => msg`Le navigateur a perdu le fil. Recharge la page, puis recommence.`,
  'log-closed': () => msg`La clé ouvre la sauvegarde, mais ne rend plus le droit d’y écrire.`,
};

/** Why a workshop did not come back, and what to do. */
export const restoreWords = (i18n: I18n, problem: RestoreProblem): string =>
  i18n._((texts[problem.kind] as (problem: RestoreProblem) => Words)(problem));

/** Said beside the field of the key; everything else is about the file. */
export const isAboutKey = ({ kind }: RestoreProblem): boolean => kind.startsWith('house-key');
