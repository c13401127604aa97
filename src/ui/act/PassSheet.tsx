import { whoWords } from '../texts/whoWords.ts';
import { whoFace } from '../parts/personFace.ts';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { Token } from '../parts/Token.tsx';
import { refusalText } from '../texts/refusals.ts';
import { PersonPicker } from './PersonPicker.tsx';
import { UseFields } from './UseFields.tsx';
import type { Actor } from './useActor.ts';
import type { CustodyActs } from './useCustodyActs.ts';
import { useUseDraft, wordsOfUse } from './useUseDraft.ts';
import './act.css';

/** From hand to hand: to whom, then until when and what for, if one wishes. */
export const PassSheet = ({
  tool,
  actor,
  acts,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const [to, setTo] = useState<MemberId | null>(null);
  const holders = tool.custody.claims.flatMap(({ by }) => (isMember(by) ? [by] : []));
  if (to === null)
    return (
      <Sheet title={t`Passer à qui ?`} onClose={onClose}>
        <PersonPicker
          first={tool.uses.flatMap(({ by }) => (isMember(by) ? [by] : []))}
          without={holders.length === 1 ? holders : []}
          onPick={setTo}
        />
      </Sheet>
    );
  return (
    <PassTo
      tool={tool}
      actor={actor}
      acts={acts}
      to={to}
      name={whoWords(i18n, to, actor.names.members)}
      onClose={onClose}
    />
  );
};

const PassTo = ({
  tool,
  actor,
  acts,
  to,
  name,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly to: MemberId;
  readonly name: string;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const draft = useUseDraft(tool.id, to);
  const done = async () => {
    if (!(await acts.handOver(to, wordsOfUse(draft.words)))) return;
    draft.clear();
    onClose();
  };
  return (
    <Sheet
      title={tool.name}
      face={<Token person={whoFace(to, actor.names.members)} size="large" beside />}
      under={<p className="soft">{t`de la main à la main, à ${name}`}</p>}
      onClose={onClose}
      foot={
        <>
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <BigAct icon="hand" working={acts.isWorking ? t`J’écris…` : undefined} onClick={() => void done()}>
            {t`Passer à ${name}`}
          </BigAct>
        </>
      }
    >
      <UseFields tool={tool} draft={draft} />
    </Sheet>
  );
};
