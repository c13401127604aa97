import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { PictureField } from '#ui/act/PictureField.tsx';
import { goTo, routes } from '#ui/routes.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { refusalText } from '../../texts/refusals.ts';
import { type FormWords, addedWords, emptyForm, formWith, typedOf } from './formWords.ts';
import { KeptNote, SaveBar } from './SaveBar.tsx';
import { ToolFields } from './ToolFields.tsx';
import './editTool.css';

/** A new tool, space, kit or supply: a name is enough. */
export const AddToolScreen = () => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { id, commands } = useWorkshop();
  const act = useAct();
  const draft = useDraft(`${id.slice(0, 8)}.add`, typedOf);
  const form = formWith(emptyForm, draft.words);
  const [picture, setPicture] = useState<PictureBytes | null>(null);
  const change = (typed: Partial<FormWords>) => {
    act.clear();
    draft.change(typed);
  };
  const save = async () => {
    const added = await act.run(() => commands.addTool(addedWords(form)));
    if (added?.ok !== true) return;
    draft.clear();
    const name = form.name.trim();
    const photo = picture === null ? null : await commands.addPhoto(added.value, picture);
    if (photo?.ok === false) {
      const why = refusalText(i18n, photo.refusal);
      toasts.getState().say({ words: t`${name} est au mur, mais sans sa photo. ${why}`, urgent: true });
    } else toasts.getState().say({ words: t`C’est noté : ${name} est au mur.` });
    goTo(routes.tool(added.value), { replace: true });
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.tools} label={t`Outils`} />}
      bottom={<SaveBar act={act} words={<Trans>Ajouter au mur</Trans>} onSave={() => void save()} />}
    >
      <ScreenTitle plain={t`Un nouvel outil`} />
      {draft.wasKept ? <KeptNote onClear={draft.clear} /> : null}
      <div className="tool-form">
        <ToolFields form={form} refusal={act.refusal} onChange={change} />
        <PictureField picture={picture} onChange={setPicture} />
      </div>
    </Screen>
  );
};
