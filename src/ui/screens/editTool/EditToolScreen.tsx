import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { ToolId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { goTo, routes } from '#ui/routes.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { type FormWords, changedWords, formOf, formWith, typedOf } from './formWords.ts';
import { KeptNote, SaveBar } from './SaveBar.tsx';
import { ToolFields } from './ToolFields.tsx';
import { ToolManuals } from './ToolManuals.tsx';
import { ToolPhotos } from './ToolPhotos.tsx';
import './editTool.css';

/** What a tool is, said anew: only what was changed is written down. */
export const EditToolScreen = () => {
  const { t } = useLingui();
  const { id } = useParams<{ id: ToolId }>();
  const { db, cache } = useWorkshop();
  const tool = useLiveQuery(() => toolSheet(db, cache, id), [db, cache, id]);
  if (tool === undefined || tool === null)
    return (
      <Screen header={<BackHeader href={routes.tools} label={t`Outils`} />}>
        <ScreenTitle plain={t`Modifier la fiche`} />
        {tool === undefined ? (
          <WaitingRows />
        ) : (
          <EmptyState silhouette="tag" title={<Trans>Cet outil n’est pas dans ce carnet.</Trans>} />
        )}
      </Screen>
    );
  return <EditForm key={id} tool={tool} />;
};

const EditForm = ({ tool }: { readonly tool: Tool }) => {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { id, commands } = useWorkshop();
  const act = useAct();
  // As it was when the form was opened: what somebody else changes meanwhile is not written over.
  const [before] = useState(() => formOf(tool.words));
  const draft = useDraft(`${id.slice(0, 8)}.edit.${tool.id}`, typedOf);
  const form = formWith(before, draft.words);
  const page = routes.tool(tool.id);
  const change = (typed: Partial<FormWords>) => {
    act.clear();
    draft.change(typed);
  };
  const save = async () => {
    const changed = changedWords(before, form);
    if (Object.keys(changed).length > 0) {
      const described = await act.run(() => commands.describeTool(tool.id, changed));
      if (described?.ok !== true) return;
      toasts.getState().say({ words: t`C’est noté dans sa fiche.` });
    }
    draft.clear();
    goTo(page, { replace: true });
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader href={page} label={tool.name} />}
      bottom={<SaveBar act={act} words={<Trans>Enregistrer</Trans>} onSave={() => void save()} />}
    >
      <ScreenTitle plain={t`Modifier la fiche`} />
      {draft.wasKept ? <KeptNote onClear={draft.clear} /> : null}
      <div className="tool-form">
        <ToolFields form={form} refusal={act.refusal} onChange={change} />
        <ToolPhotos tool={tool} />
        <ToolManuals tool={tool} />
      </div>
    </Screen>
  );
};
