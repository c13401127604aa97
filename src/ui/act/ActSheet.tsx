import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { Button } from '../parts/Button.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { refusalText } from '../texts/refusals.ts';
import { quoted } from '../texts/quoted.ts';
import { ContestSides } from './ContestSides.tsx';
import { FaultNotice } from './FaultNotice.tsx';
import { FaultSheet } from './FaultSheet.tsx';
import { HolderContact } from './HolderContact.tsx';
import { ReturnSheet } from './ReturnSheet.tsx';
import { RightButton } from './RightButton.tsx';
import { rightAct } from './rightAct.ts';
import { SheetFace, SheetStatus } from './SheetFace.tsx';
import { SheetLinks } from './SheetLinks.tsx';
import { TakeSheet } from './TakeSheet.tsx';
import { UseFields } from './UseFields.tsx';
import { type Actor, useActor } from './useActor.ts';
import { type Done, useCustodyActs } from './useCustodyActs.ts';
import { type UseDraftWords, useUseDraft } from './useUseDraft.ts';
import './act.css';

interface ActSheetProps {
  readonly tool: Tool;
  readonly by?: MemberId | undefined;
  /** For whom and until when, said once for several tools. */
  readonly preset?: Partial<UseDraftWords> | undefined;
  /** Offers the tool's page; not at the door. */
  readonly pageLink?: boolean | undefined;
  /** Hears of the act before the sheet asks to be closed. */
  readonly onDone?: ((done: Done) => void) | undefined;
  readonly onClose: () => void;
}

/** A tool just scanned: the sheet of whatever act is the right one now. The second tap of two. */
export const ActSheet = ({ by, ...rest }: ActSheetProps) => {
  const actor = useActor(by);
  return actor === undefined ? null : <RightSheet key={`${rest.tool.id} ${actor.member}`} actor={actor} {...rest} />;
};

const RightSheet = ({
  tool,
  actor,
  preset,
  pageLink = !actor.isAtDoor,
  onDone,
  onClose,
}: Omit<ActSheetProps, 'by'> & { readonly actor: Actor }) => {
  const { i18n } = useLingui();
  const acts = useCustodyActs(tool, actor, (done) => {
    onDone?.(done);
    onClose();
  });
  const draft = useUseDraft(tool.id, actor.member, preset);
  const right = rightAct(tool, actor.member);
  const [isWrong, setWrong] = useState(false);
  const reason = right.kind === 'retired' ? tool.retired?.words : null;
  const onFault = () => setWrong(true);
  const shared = { tool, actor, acts, pageLink, onFault, onClose };
  if (isWrong) return <FaultSheet tool={tool} actor={actor} onClose={onClose} />;
  if (right.kind === 'take') return <TakeSheet {...shared} draft={draft} />;
  if (right.kind === 'return') return <ReturnSheet {...shared} />;
  return (
    <Sheet
      title={tool.name}
      face={<SheetFace tool={tool} actor={actor} />}
      under={<SheetStatus tool={tool} actor={actor} />}
      onClose={onClose}
      foot={
        <div className="act-bar">
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <RightButton tool={tool} actor={actor} acts={acts} draft={draft} arrivedByScan />
          <SheetLinks tool={tool.id} pageLink={pageLink} onFault={onFault}>
            {right.kind === 'retired' ? null : (
              <Button look="quiet" size="short" onClick={() => void acts.giveBack({ by: actor.member })}>
                <Trans>C’est revenu à sa place</Trans>
              </Button>
            )}
          </SheetLinks>
        </div>
      }
    >
      <FaultNotice tool={tool} actor={actor} />
      {right.kind === 'contested' ? <ContestSides tool={tool} actor={actor} /> : null}
      {right.kind === 'have' ? <HolderContact tool={tool} actor={actor} /> : null}
      {right.kind === 'have' ? <UseFields tool={tool} draft={draft} /> : null}
      {reason == null ? null : <p className="said">{quoted(i18n, reason)}</p>}
    </Sheet>
  );
};
