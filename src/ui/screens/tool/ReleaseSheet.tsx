import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { CloseHow } from '#domain/kinds/care.ts';
import { bounds } from '#domain/schema.ts';
import type { Fault } from '#domain/settle/care.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { RetireSheet } from '#ui/act/RetireSheet.tsx';
import { signsLeft } from '#ui/act/signsLeft.tsx';
import type { Actor } from '#ui/act/useActor.ts';
import { useCareActs } from '#ui/act/useCareActs.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { faultWords } from '../../texts/faultWords.ts';
import { refusalText } from '../../texts/refusals.ts';

/** The fault is over: it was repaired, there was none, or the tool is given up. */
export const ReleaseSheet = ({
  tool,
  fault,
  actor,
  onClose,
}: {
  readonly tool: Tool;
  readonly fault: Fault;
  readonly actor: Actor;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const acts = useCareActs(tool.id, actor);
  const [words, setWords] = useState('');
  const [isGivenUp, setGivenUp] = useState(false);
  const close = async (how: CloseHow) => {
    if (await acts.close(fault.ref, how, words)) onClose();
  };
  if (isGivenUp) return <RetireSheet tool={tool} onClose={onClose} />;
  return (
    <Sheet
      title={t`Remettre en service`}
      under={<p className="small soft">{faultWords(i18n, fault)}</p>}
      onClose={onClose}
      foot={
        <>
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <BigAct working={acts.isWorking ? t`J’écris…` : undefined} onClick={() => void close('released')}>
            <Trans>C’est réparé</Trans>
          </BigAct>
          <div className="links">
            <Button look="quiet" size="short" onClick={() => void close('mistake')}>
              <Trans>Ce n’était rien</Trans>
            </Button>
            {actor.me.isSteward && tool.retired === null ? (
              <Button look="quiet" size="short" onClick={() => setGivenUp(true)}>
                <Trans>Ne plus prêter</Trans>
              </Button>
            ) : null}
          </div>
        </>
      }
    >
      <Field
        label={t`Qu’est-ce qui a été fait ?`}
        optional
        voice="serif"
        lines={2}
        maxLength={bounds.note}
        hint={signsLeft(words, bounds.note)}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {tool.faults.length === 1 ? null : (
        <p className="small soft">
          <Trans>Il reste d’autres pannes : chacune se ferme à part.</Trans>
        </p>
      )}
    </Sheet>
  );
};
