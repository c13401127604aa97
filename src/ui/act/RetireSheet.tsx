import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type RetireReason, retireReasons } from '#domain/kinds/tool.ts';
import { bounds } from '#domain/schema.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Button } from '../parts/Button.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { refusalText } from '../texts/refusals.ts';
import { retireWords } from '../texts/retireWords.ts';
import { signsLeft } from './signsLeft.tsx';
import './act.css';

/** Why a tool is not lent any more. It stays in the notebook, and whoever holds it can still bring it back. */
export const RetireSheet = ({ tool, onClose }: { readonly tool: Tool; readonly onClose: () => void }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const [reason, setReason] = useState<RetireReason | null>(null);
  const [words, setWords] = useState('');
  const retire = async () => {
    if (reason === null) return;
    const retired = await act.run(() => commands.retire(tool.id, { reason, words: words.trim() || undefined }));
    if (retired?.ok !== true) return;
    const restore = async () => {
      const restored = await commands.restore(tool.id);
      if (!restored.ok) toasts.getState().say({ words: refusalText(i18n, restored.refusal), urgent: true });
    };
    toasts.getState().say({ words: t`C’est noté : on ne le prête plus.`, undo: () => void restore() });
    onClose();
  };
  return (
    <Sheet
      title={t`Ne plus prêter`}
      onClose={onClose}
      foot={
        <>
          {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
          <Button
            look="grave"
            aria-disabled={reason === null || act.isWorking || undefined}
            onClick={() => void retire()}
          >
            {act.isWorking ? t`J’écris…` : reason === null ? t`Dis d’abord pourquoi` : t`Ne plus prêter`}
          </Button>
        </>
      }
    >
      <p className="before-field">
        <Trans>Sa page et son carnet restent. On peut toujours le rendre.</Trans>
      </p>
      <Choice
        legend={t`Pourquoi ?`}
        options={retireReasons.map((value) => ({ value, label: retireWords(i18n, value) }))}
        value={reason}
        onChange={setReason}
      />
      <Field
        label={t`En quelques mots`}
        optional
        voice="serif"
        value={words}
        maxLength={bounds.purpose}
        hint={signsLeft(words, bounds.purpose)}
        onChange={(event) => setWords(event.target.value)}
      />
    </Sheet>
  );
};
