import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import { useAct } from '../hooks/useAct.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Field } from '../parts/Field.tsx';
import { refusalText } from '../texts/refusals.ts';
import { FormSheet } from './FormSheet.tsx';

export interface PersonWords {
  readonly id: MemberId;
  readonly name: string;
  readonly contact: string;
}

/** Somebody's name and how to reach them; without `person`, somebody new who needs no phone. */
export const PersonSheet = ({
  person,
  name: begun = '',
  onDone,
  onClose,
}: {
  readonly person?: PersonWords | undefined;
  /** What was typed already, in a search that found nobody. */
  readonly name?: string | undefined;
  readonly onDone: (member: MemberId, name: string) => void;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const act = useAct();
  const [name, setName] = useState(person?.name ?? begun);
  const [contact, setContact] = useState(person?.contact ?? '');

  const write = async () => {
    const reach = contact.trim();
    const words = { name: name.trim(), ...(reach === '' ? {} : { contact: reach }) };
    if (person === undefined) {
      const added = await act.run(() => commands.addMember(words));
      if (added?.ok) onDone(added.value, words.name);
    } else {
      const written = await act.run(() => commands.writeProfile(person.id, words));
      if (written?.ok) onDone(person.id, words.name);
    }
  };
  const nameMissing = act.refusal?.kind === 'name-missing';
  return (
    <FormSheet
      title={person === undefined ? t`Ajouter quelqu’un` : t`Nom et contact`}
      act={act}
      accept={person === undefined ? <Trans>Ajouter</Trans> : <Trans>C’est bon</Trans>}
      saidAbove="name-missing"
      onAccept={() => void write()}
      onClose={onClose}
    >
      <Field
        label={t`Prénom`}
        hint={person === undefined ? t`Pas besoin de téléphone : les autres notent pour cette personne.` : undefined}
        voice="serif"
        value={name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
        {...(nameMissing && act.refusal !== null ? { error: refusalText(i18n, act.refusal) } : {})}
      />
      <Field
        label={t`Comment la joindre`}
        optional
        hint={t`Téléphone ou adresse. Tout l’atelier le voit.`}
        value={contact}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => setContact(event.currentTarget.value)}
      />
    </FormSheet>
  );
};
