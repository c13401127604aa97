import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Refusal } from '#domain/refusal.ts';

type Texts = {
  readonly [Kind in Refusal['kind']]: (refusal: Extract<Refusal, { kind: Kind }>) => ReturnType<typeof msg>;
};

const texts: Texts = {
  'tool-unknown': () => msg`Cet outil n’est pas dans le carnet.`,
  'tool-retired': () => msg`Il a été retiré : on ne le prête plus, mais on peut toujours le rendre.`,
  'tool-taken': ({ contested }) =>
    contested ? msg`Deux personnes pensent l’avoir. Scanne-le pour dire où il est.` : msg`Quelqu’un d’autre l’a déjà.`,
  'tool-unsafe': () =>
    msg`Il a été signalé comme pas sûr : on ne le prête pas avant sa remise en service. Le rendre reste possible.`,
  'already-yours': () => msg`Il est déjà avec cette personne.`,
  'nobody-holds-it': () => msg`Personne ne l’a en ce moment : il suffit de le prendre.`,
  'until-past': () => msg`Ce jour est déjà passé. Choisis-en un autre.`,
  'name-missing': () => msg`Il manque un nom.`,
  'text-too-long': ({ max }) => msg`C’est trop long : ${max} signes au plus.`,
  'text-wrong': () => msg`Ce qui est écrit là ne convient pas. Relis ce champ.`,
  'stewards-only': () => msg`Seul·e un·e gardien·ne peut faire cela.`,
  'member-unknown': () => msg`Cette personne n’est pas dans le carnet.`,
  'same-person': () => msg`C’est la même personne.`,
  'last-steward': () =>
    msg`Il faut d’abord un·e autre gardien·ne : sans cela, plus personne ne veillerait sur le carnet.`,
  'role-same': () => msg`C’est déjà le cas.`,
  'device-unknown': () => msg`Cet appareil n’est pas dans le carnet.`,
  'device-closed': () => msg`Cet appareil est déjà retiré.`,
  'device-here-already': () => msg`Cet appareil est déjà dans le carnet.`,
  'nothing-to-adopt': () => msg`Tout cela compte déjà.`,
  'invitation-used': () => msg`Cette invitation a déjà servi. Demandes-en une autre.`,
  'invitation-expired': () => msg`Cette invitation n’est plus valable : le délai est passé. Demandes-en une autre.`,
  'invitation-void': () => msg`Cette invitation ne vaut pas, ou plus, dans ce carnet. Demandes-en une autre.`,
  'label-on-another': () => msg`Cette étiquette est déjà sur un autre outil.`,
  'duty-overdue': ({ name }) => msg`Avant de le prêter, il lui faut un soin : ${name}.`,
  'duty-unknown': () => msg`Ce soin n’est plus au programme.`,
  'duty-theirs-already': () => msg`Cette personne s’en charge déjà.`,
  'nothing-to-undo': () => msg`Il n’y a plus rien à annuler ici.`,
  'fault-closed': () => msg`Ce n’est plus à réparer : quelqu’un l’a déjà remis en service.`,
  'nothing-said': () => msg`Écris d’abord quelque chose, ou choisis où ça en est.`,
  'place-in-itself': () => msg`Un lieu ne peut pas être rangé dans lui-même.`,
  'skill-unknown': () => msg`Ce savoir-faire n’est pas, ou plus, dans le carnet.`,
  'skill-first': () => msg`Il faut d’abord qu’on te montre.`,
  'skill-not-shown': () => msg`Pour montrer, il faut qu’on te l’ait montré, et que tu aies dit oui.`,
  'skill-lapsed': () => msg`Ta passation a expiré : fais-toi montrer de nouveau, puis tu pourras montrer.`,
  'skill-known': () => msg`C’est déjà noté.`,
  'skill-code-of-another': () => msg`Ce code est pour quelqu’un d’autre.`,
  'has-a-phone': () => msg`Cette personne a un appareil : c’est à elle de dire oui.`,
  'changed-meanwhile': () => msg`Ça vient de changer pendant que tu écrivais. Regarde, puis recommence.`,
  'other-tab-busy': () => msg`Un autre onglet de Circule est occupé. Attends un peu ou ferme-le.`,
  'log-closed': () => msg`Le carnet de cet appareil est clos : il peut lire, plus écrire.`,
  'key-missing': () => msg`La clé de cet appareil manque : il ne peut pas écrire dans ce carnet.`,
  'part-too-large': () => msg`C’est trop long pour tenir dans une page du carnet. Raccourcis le texte.`,
  'device-silent': () =>
    msg`Cet appareil n’a encore rien écrit qui soit arrivé ici. Retire la personne, ou attends d’avoir de ses nouvelles.`,
  'storage-full': () => msg`L’appareil est plein : rien n’a été écrit. Fais de la place, puis recommence.`,
  'storage-lost': () =>
    msg`Le navigateur a perdu le fil de son carnet : rien n’a été écrit. Recommence, ou recharge la page.`,
};

/** What a refusal says to the person who asked. */
export const refusalText = (i18n: I18n, refusal: Refusal): string =>
  i18n._((texts[refusal.kind] as (refusal: Refusal) => ReturnType<typeof msg>)(refusal));
