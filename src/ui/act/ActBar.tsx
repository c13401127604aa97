import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Button } from '../parts/Button.tsx';
import { FaultSheet } from './FaultSheet.tsx';
import { ActRefusal } from './ActRefusal.tsx';
import { MoreSheet, type NextSheet } from './MoreSheet.tsx';
import { PassSheet } from './PassSheet.tsx';
import { PhotoSheet } from './PhotoSheet.tsx';
import { RetireSheet } from './RetireSheet.tsx';
import { ReturnSheet } from './ReturnSheet.tsx';
import { RightButton } from './RightButton.tsx';
import { rightAct } from './rightAct.ts';
import { SheetLinks } from './SheetLinks.tsx';
import { TakeSheet } from './TakeSheet.tsx';
import { UntilChoice } from './UntilChoice.tsx';
import { type Actor, useActor } from './useActor.ts';
import { type Done, useCustodyActs } from './useCustodyActs.ts';
import { useUseDraft } from './useUseDraft.ts';
import './act.css';

interface ActBarProps {
  readonly tool: Tool;
  /** One stands in front of it: with somebody else, "I have it now" is the act. */
  readonly arrivedByScan?: boolean | undefined;
  /** Whoever said their name at the door; else the person of this phone. */
  readonly by?: MemberId | undefined;
  readonly onDone?: ((done: Done) => void) | undefined;
}

/**
 * The bar of a tool: the one big act, "⋯" with all the rest, and what may be said beforehand. Contents of a bar; opens its
 * own sheets, so it does not belong into a sheet (there, `ActSheet`).
 */
export const ActBar = ({ by, ...rest }: ActBarProps) => {
  const { t } = useLingui();
  const actor = useActor(by);
  // The same height before and after.
  if (actor === undefined) return <BigAct working={t`J’ouvre le carnet…`} />;
  return <Bar key={`${rest.tool.id} ${actor.member}`} actor={actor} {...rest} />;
};

const Bar = ({ tool, actor, arrivedByScan = false, onDone }: Omit<ActBarProps, 'by'> & { readonly actor: Actor }) => {
  const { t } = useLingui();
  const acts = useCustodyActs(tool, actor, onDone);
  const draft = useUseDraft(tool.id, actor.member);
  const [sheet, setSheet] = useState<NextSheet | 'more' | null>(null);
  const close = () => setSheet(null);
  const right = rightAct(tool, actor.member);
  const bar = useFocusKept(right.kind);
  const mistaken = right.kind === 'contested' ? right.mine : null;
  const shared = { tool, actor, acts, onClose: close };
  return (
    <div className="act-bar" ref={bar}>
      {sheet !== null ? null : <ActRefusal refusal={acts.refusal} />}
      {right.kind === 'take' ? (
        <UntilChoice
          legendHidden
          until={draft.words.until}
          onChange={(until) => draft.change({ until })}
          onOther={() => setSheet('take')}
        />
      ) : null}
      <div className="first">
        <RightButton tool={tool} actor={actor} acts={acts} draft={draft} arrivedByScan={arrivedByScan} />
        <Button size="square" icon="more" aria-label={t`Autres gestes`} onClick={() => setSheet('more')} />
      </div>
      {mistaken === null ? null : (
        <Button onClick={() => void acts.withdraw(mistaken.ref, 'not-me')}>
          <Trans>Mon erreur, je ne l’ai pas</Trans>
        </Button>
      )}
      {arrivedByScan ? <SheetLinks tool={tool.id} onFault={() => setSheet('fault')} /> : null}
      {sheet === 'more' ? <MoreSheet {...shared} onNext={setSheet} /> : null}
      {sheet === 'take' ? <TakeSheet {...shared} draft={draft} /> : null}
      {sheet === 'take-for' ? <TakeSheet {...shared} draft={draft} picking /> : null}
      {sheet === 'have' ? <TakeSheet {...shared} draft={draft} kind="have" /> : null}
      {sheet === 'return' ? <ReturnSheet {...shared} /> : null}
      {sheet === 'pass' ? <PassSheet {...shared} /> : null}
      {sheet === 'fault' ? <FaultSheet tool={tool} actor={actor} onClose={close} /> : null}
      {sheet === 'photo' ? <PhotoSheet tool={tool} onClose={close} /> : null}
      {sheet === 'retire' ? <RetireSheet tool={tool} onClose={close} /> : null}
    </div>
  );
};

/** What had the focus may be gone once the act has changed: it then goes to the new act. */
function useFocusKept(kind: string) {
  const bar = useRef<HTMLDivElement>(null);
  const before = useRef(kind);
  useEffect(() => {
    if (before.current !== kind && document.activeElement === document.body)
      bar.current?.querySelector<HTMLElement>('.first > .button')?.focus({ preventScroll: true });
    before.current = kind;
  }, [kind]);
  return bar;
}
