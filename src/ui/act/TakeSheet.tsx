import { whoFace } from '../parts/personFace.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Person } from '../parts/Person.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { FaultNotice } from './FaultNotice.tsx';
import { SkillNeeds } from '../skill/SkillNeeds.tsx';
import { ActRefusal } from './ActRefusal.tsx';
import { PersonPicker } from './PersonPicker.tsx';
import { SheetFace, SheetStatus } from './SheetFace.tsx';
import { SheetLinks } from './SheetLinks.tsx';
import { UseFields } from './UseFields.tsx';
import type { Actor } from './useActor.ts';
import type { CustodyActs } from './useCustodyActs.ts';
import { type UseDraft, wordsOfUse } from './useUseDraft.ts';
import './act.css';

/**
 * Takes a tool that is here, or receives one (`kind="have"`), with what may be said of the use. One press on the filled
 * button is enough; everything above it is optional. `picking` opens with "for whom?".
 */
export const TakeSheet = ({
  tool,
  actor,
  acts,
  draft,
  kind = 'take',
  picking = false,
  pageLink = false,
  onFault,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly draft: UseDraft;
  readonly kind?: 'take' | 'have' | undefined;
  readonly picking?: boolean | undefined;
  /** Offers the tool's page; for sheets that open over something else. */
  readonly pageLink?: boolean | undefined;
  /** Offers to say that something is wrong. */
  readonly onFault?: (() => void) | undefined;
  readonly onClose: () => void;
}) => {
  const { t } = useLingui();
  const [isPicking, setPicking] = useState(picking);
  const { members } = actor.names;
  const by = draft.words.by !== null && members.has(draft.words.by) ? draft.words.by : actor.member;
  /** Asked a moment ago: this press is the answer. */
  const isShown = acts.refusal?.kind === 'skill-first';
  const done = async () => {
    const words = wordsOfUse(draft.words);
    const went = kind === 'have' ? await acts.haveNow(words) : await acts.take({ ...words, by, isShown });
    if (!went) return;
    draft.clear();
    onClose();
  };

  if (isPicking)
    return (
      <Sheet title={t`Pour qui ?`} onClose={onClose}>
        <PersonPicker
          first={tool.uses.flatMap((use) => (isMember(use.by) ? [use.by] : []))}
          onPick={(picked) => {
            draft.change({ by: picked === actor.member ? null : picked });
            setPicking(false);
          }}
        />
      </Sheet>
    );
  const name = members.get(by)?.name ?? t`quelqu’un`;
  const taking = by === actor.member ? t`Je prends` : t`${name} prend`;
  const words = kind === 'have' ? t`Je l’ai maintenant` : isShown ? t`Oui, on me montre` : taking;
  return (
    <Sheet
      title={tool.name}
      face={<SheetFace tool={tool} actor={actor} />}
      under={<SheetStatus tool={tool} actor={actor} />}
      onClose={onClose}
      foot={
        <>
          <ActRefusal refusal={acts.refusal} />
          <BigAct working={acts.isWorking ? t`J’écris…` : undefined} onClick={() => void done()}>
            {words}
          </BigAct>
          <SheetLinks tool={tool.id} pageLink={pageLink} onFault={onFault} />
        </>
      }
    >
      <FaultNotice tool={tool} actor={actor} />
      {kind === 'have' ? null : <SkillNeeds tool={tool} by={by} actor={actor} />}
      <UseFields tool={tool} draft={draft} />
      {kind === 'have' || actor.isAtDoor ? null : (
        <div className="for-whom">
          <Person person={whoFace(by, members)}>
            {by === actor.member ? <Trans>c’est toi qui l’as</Trans> : <Trans>l’a, et c’est toi qui le notes</Trans>}
          </Person>
          <button type="button" className="link" onClick={() => setPicking(true)}>
            <Trans>Pour quelqu’un d’autre</Trans>
          </button>
        </div>
      )}
    </Sheet>
  );
};
