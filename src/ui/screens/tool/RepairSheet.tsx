import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import { type HowBad, type RepairStage, howBads } from '#domain/kinds/care.ts';
import { isMember } from '#domain/rows.ts';
import { bounds } from '#domain/schema.ts';
import type { Fault } from '#domain/settle/care.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { PersonPicker } from '#ui/act/PersonPicker.tsx';
import { PictureField } from '#ui/act/PictureField.tsx';
import { signsLeft } from '#ui/act/signsLeft.tsx';
import type { Actor } from '#ui/act/useActor.ts';
import { useCareActs } from '#ui/act/useCareActs.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { Person } from '../../parts/Person.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { whoFace } from '../../parts/personFace.ts';
import { badMark, badWords, faultWords } from '../../texts/faultWords.ts';
import { refusalText } from '../../texts/refusals.ts';

/** Where a repair stands: who has it in hand, what was done, which parts are wanted, how bad it turned out to be. */
export const RepairSheet = ({
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
  const { members } = actor.names;
  const [stage, setStage] = useState<RepairStage>(fault.stage);
  const [hand, setHand] = useState<MemberId>(fault.inHandOf.find(isMember) ?? actor.member);
  const [bad, setBad] = useState<HowBad>(fault.bad);
  const [words, setWords] = useState('');
  const [parts, setParts] = useState('');
  const [picture, setPicture] = useState<PictureBytes | null>(null);
  const [isPicking, setPicking] = useState(false);
  const isMoved = stage !== fault.stage || (stage === 'in-hand' && !fault.inHandOf.includes(hand));
  const note = async () => {
    const went = await acts.note(fault.ref, {
      stage: isMoved ? stage : undefined,
      inHandOf: isMoved && stage === 'in-hand' ? hand : undefined,
      bad: bad === fault.bad ? undefined : bad,
      words,
      parts,
      picture: picture ?? undefined,
    });
    if (went) onClose();
  };
  if (isPicking)
    return (
      <Sheet title={t`Qui s’en occupe ?`} onClose={onClose}>
        <PersonPicker
          first={[actor.member]}
          onPick={(picked) => {
            setHand(picked);
            setPicking(false);
          }}
        />
      </Sheet>
    );
  return (
    <Sheet
      title={t`La réparation`}
      under={<p className="small soft">{faultWords(i18n, fault)}</p>}
      onClose={onClose}
      foot={
        <>
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <BigAct working={acts.isWorking ? t`J’écris…` : undefined} onClick={() => void note()}>
            <Trans>Noter</Trans>
          </BigAct>
        </>
      }
    >
      <Choice
        legend={t`Où ça en est ?`}
        options={[
          { value: 'open', label: t`Personne encore` },
          { value: 'parts-wanted', label: t`On attend des pièces` },
          { value: 'in-hand', label: t`En main` },
        ]}
        value={stage}
        onChange={setStage}
      />
      {stage === 'in-hand' ? (
        <div className="for-whom">
          <Person person={whoFace(hand, members)} />
          <button type="button" className="link" onClick={() => setPicking(true)}>
            <Trans>Quelqu’un d’autre</Trans>
          </button>
        </div>
      ) : null}
      <Field
        label={t`Un mot`}
        optional
        voice="serif"
        lines={2}
        maxLength={bounds.note}
        hint={signsLeft(words, bounds.note)}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Field
        label={t`Pièces`}
        optional
        voice="serif"
        maxLength={bounds.purpose}
        hint={signsLeft(parts, bounds.purpose)}
        value={parts}
        onChange={(event) => setParts(event.target.value)}
      />
      <Choice
        legend={t`À quel point ?`}
        options={howBads.map((value) => ({ value, label: badWords(i18n, value), mark: badMark(value) }))}
        value={bad}
        onChange={setBad}
      />
      <PictureField picture={picture} onChange={setPicture} />
    </Sheet>
  );
};
