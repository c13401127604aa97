import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { FactRef } from '#domain/fact.ts';
import type { ToolId } from '#domain/ids.ts';
import type { Refusal } from '#domain/refusal.ts';
import { ok, type Result } from '#domain/result.ts';
import { bounds } from '#domain/schema.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { Problem } from '../parts/Problem.tsx';
import { refusalText } from '../texts/refusals.ts';
import type { CodeOnThing } from './resolve.ts';
import { ToolPicker } from './ToolPicker.tsx';

/** Says on which tool a label or a foreign code is: one of the shelf, or one that is not in the notebook yet. */
export const AssignCode = ({ code }: { readonly code: CodeOnThing }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const act = useAct();
  const assign = useAssign(code);
  const [isNew, setNew] = useState(false);
  const [name, setName] = useState('');
  const [added, setAdded] = useState<ToolId | null>(null);

  const put = async (onto: string, find: () => Promise<Result<ToolId, Refusal>>) => {
    const done = await act.run(async () => {
      const tool = await find();
      return tool.ok ? assign(tool.value) : tool;
    });
    if (done?.ok === true) toasts.getState().say({ words: t`C’est noté : ${onto}.` });
  };
  const add = () =>
    put(name.trim(), async () => {
      // The tool is there already when only the second half failed last time.
      const tool = added === null ? await commands.addTool({ name: name.trim() }) : ok(added);
      if (tool.ok) setAdded(tool.value);
      return tool;
    });
  const { commands } = useWorkshop();

  return (
    <div className="assign-code">
      {isNew ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void add();
          }}
        >
          <Field
            label={t`Son nom`}
            voice="serif"
            autoComplete="off"
            maxLength={bounds.name}
            value={name}
            readOnly={added !== null}
            onChange={(event) => setName(event.target.value)}
          />
          <BigAct working={act.isWorking ? t`J’écris…` : undefined} type="submit">
            <Trans>Ajouter cet outil</Trans>
          </BigAct>
          <Button look="quiet" onClick={() => setNew(false)}>
            <Trans>Choisir dans la liste</Trans>
          </Button>
        </form>
      ) : (
        <>
          <Button look="plain" icon="plus" onClick={() => setNew(true)}>
            <Trans>Un outil qui n’est pas encore là</Trans>
          </Button>
          <ToolPicker working={act.isWorking} onPick={(row) => void put(row.name, async () => ok(row.id))} />
        </>
      )}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </div>
  );
};

function useAssign(code: CodeOnThing): (tool: ToolId) => Promise<Result<FactRef, Refusal>> {
  const { commands } = useWorkshop();
  return (tool) => (code.kind === 'label' ? commands.bindLabel(tool, code.label) : commands.claimCode(tool, code.code));
}
