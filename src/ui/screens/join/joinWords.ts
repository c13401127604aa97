import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { JoinRefusal } from '#app/joining/joining.ts';

const texts: { readonly [Kind in JoinRefusal['kind']]: ReturnType<typeof msg> } = {
  'invitation-damaged': msg`Cette invitation est incomplète. Copie le lien en entier, ou scanne le code encore.`,
  'invitation-forged': msg`Cette invitation a été changée en route. Demandes-en une autre.`,
  'invitation-later-version': msg`Cette invitation vient d’une version plus récente. Recharge Circule, puis recommence.`,
  'invitation-expired': msg`Cette invitation n’est plus valable. Demandes-en une nouvelle.`,
  'invitation-used': msg`Cette invitation a déjà servi. Chaque personne a la sienne : demandes-en une autre.`,
  'invitation-void': msg`La personne qui t’invite ne peut plus inviter dans cet atelier. Demande à quelqu’un d’autre.`,
  'invitation-not-yours': msg`Cette invitation est pour quelqu’un d’autre. Pour revenir sur cet appareil, il en faut une à ton nom.`,
  'not-members': msg`Le téléphone rencontré n’est pas de cet atelier. Rien de lui n’a été gardé.`,
  'storage-full': msg`L’appareil est plein. Fais de la place, puis recommence.`,
  'storage-lost': msg`Le navigateur a perdu le fil. Recharge la page, puis recommence.`,
  'name-missing': msg`Il manque un nom.`,
};

/** Why one is not in, and what to do. */
export const joinWords = (i18n: I18n, refusal: JoinRefusal): string => i18n._(texts[refusal.kind]);
