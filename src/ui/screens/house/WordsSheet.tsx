import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { WorkshopRow } from '#domain/rows.ts';
import { isPrivateAddress } from '#domain/scannedCode.ts';
import { FormSheet } from '#ui/frame/FormSheet.tsx';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { type Language, languageNames, languages } from '../../texts/language.ts';

/** What the workshop is called and what its labels say. Stewards only. */
export const WordsSheet = ({ row, onClose }: { readonly row: WorkshopRow; readonly onClose: () => void }) => {
  const { t } = useLingui();
  const { house, toasts } = useApp();
  const { commands, id } = useWorkshop();
  const act = useAct();
  const [name, setName] = useState(row.name);
  const [language, setLanguage] = useState<Language>(row.language);
  const [address, setAddress] = useState(row.labelAddress ?? '');
  const [line, setLine] = useState(row.labelLine ?? '');

  const write = async () => {
    const words = { name: name.trim(), language, labelAddress: orNull(address), labelLine: orNull(line) };
    const written = await act.run(() => commands.describeWorkshop(words));
    if (!written?.ok) return;
    house.change(id, { name: words.name });
    toasts.getState().say({ words: t`C’est noté.` });
    onClose();
  };
  const isOnlyHere = address.trim() !== '' && isPrivateAddress(address.trim());
  return (
    <FormSheet
      title={t`Nom et étiquettes`}
      act={act}
      accept={<Trans>C’est bon</Trans>}
      onAccept={() => void write()}
      onClose={onClose}
    >
      <Field
        label={t`Nom de l’atelier`}
        voice="serif"
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Choice<Language>
        legend={t`Langue des étiquettes`}
        options={languages.map((value) => ({ value, label: languageNames[value] }))}
        value={language}
        onChange={setLanguage}
      />
      <Field
        label={t`Adresse dans le QR`}
        optional
        hint={t`Celle où l’app est ouverte, si tu n’écris rien. Elle reste des années sur les étiquettes.`}
        type="url"
        inputMode="url"
        autoCapitalize="none"
        autoComplete="off"
        value={address}
        maxLength={300}
        onChange={(event) => setAddress(event.currentTarget.value)}
        {...(isOnlyHere ? { error: t`Cette adresse ne mène à rien depuis un autre téléphone.` } : {})}
      />
      <Field
        label={t`Ligne sous le nom`}
        optional
        hint={t`Où rapporter un outil trouvé. C’est la seule adresse imprimée.`}
        voice="serif"
        value={line}
        maxLength={300}
        onChange={(event) => setLine(event.currentTarget.value)}
      />
    </FormSheet>
  );
};

const orNull = (text: string): string | null => text.trim() || null;
