import { useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import type { MemberId, ToolId } from '#domain/ids.ts';
import { type ScannedCode, readScanned } from '#domain/scannedCode.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { goTo, routes } from '#ui/routes.ts';
import { ActSheet } from '#ui/act/ActSheet.tsx';
import { PersonPicker } from '#ui/act/PersonPicker.tsx';
import type { Done } from '#ui/act/useCustodyActs.ts';
import type { HeardCode } from '#ui/code/heardCode.ts';
import type { Resolved } from '#ui/code/resolve.ts';
import { TypedCode } from '#ui/code/TypedCode.tsx';
import { useResolve } from '#ui/code/useResolve.ts';
import { useWedge } from '#ui/code/useWedge.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop, useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { Sheet } from '../../parts/Sheet.tsx';
import { DoorCodeSheet } from './DoorCodeSheet.tsx';
import { DoorEye } from './DoorEye.tsx';
import { DoorTop } from './DoorTop.tsx';
import { LastCard } from './LastCard.tsx';
import { LeaveSheet } from './LeaveSheet.tsx';
import { OutWall } from './OutWall.tsx';
import { useDoor } from './useDoor.ts';
import { useServing } from './useServing.ts';
import { WhoIsIt } from './WhoIsIt.tsx';
import './door.css';

/** The tablet at the door: nobody's device, for everybody. Say who you are, scan, done. */
export const DoorScreen = () => {
  const { t } = useLingui();
  const { device } = useApp();
  const speech = useSpeech();
  const row = useWorkshopRow();
  const { state, acts, isDim } = useDoor();
  const serving = useServing(state, acts);
  const resolve = useResolve();
  const [unknown, setUnknown] = useState<Exclude<Resolved, { readonly kind: 'tool' }> | null>(null);

  const { onTool } = serving;
  const hear = useLatest(async ({ code, byHand }: HeardCode) => {
    const resolved = await resolve(code, byHand);
    if (resolved.kind === 'tool') return onTool(resolved.tool, !byHand);
    device.feedback.puzzled();
    setUnknown(resolved);
    acts.open('code');
  });
  useWedge(hear);
  useOnlyHere(hear);
  if (speech === undefined || !row) return null;

  const onTyped = (code: ScannedCode) => hear({ code, byHand: true });
  const { who, tool, sheet } = state;
  return (
    <div className={isDim ? 'door dim' : 'door'}>
      <DoorEye
        paused={sheet !== null || tool?.asks === 'what'}
        read={tool !== null}
        onCode={({ text, format }) => hear({ code: readScanned(text, format), byHand: false })}
        onTyped={onTyped}
        onType={() => acts.open('typing')}
        last={
          serving.last === null ? null : (
            <LastCard last={serving.last} names={speech.names} onUndo={() => void serving.undo()} />
          )
        }
      />
      <div className="door-page">
        <DoorTop workshop={row.name} onLeave={() => acts.open('leave')} />
        <WhoIsIt
          state={state}
          names={speech.names}
          onWho={(chosen) => void serving.onWho(chosen)}
          onNobody={() => acts.choose(null)}
          onOther={() => acts.open('other')}
        />
        <OutWall speech={speech} onTool={(each) => void onTool(each)} />
      </div>
      {who !== null && tool?.asks === 'what' && sheet === null ? (
        <DoorAct tool={tool.id} by={who} onDone={serving.onDone} onClose={acts.settle} />
      ) : null}
      {sheet === 'typing' ? (
        <Sheet title={t`Taper le code`} onClose={acts.settle}>
          <TypedCode firstFocus onCode={onTyped} />
        </Sheet>
      ) : null}
      {sheet === 'other' ? (
        <Sheet title={t`C’est qui ?`} onClose={acts.settle}>
          <PersonPicker onPick={(chosen) => void serving.onWho(chosen)} />
        </Sheet>
      ) : null}
      {sheet === 'code' && unknown !== null ? (
        <DoorCodeSheet
          resolved={unknown}
          onTool={(each) => void onTool(each)}
          onTyped={onTyped}
          onClose={acts.settle}
        />
      ) : null}
      {sheet === 'leave' ? <LeaveSheet onClose={acts.settle} /> : null}
    </div>
  );
};

/** A tool that is out: it comes back, or it goes on to whoever stands here. */
const DoorAct = ({
  tool: id,
  by,
  onDone,
  onClose,
}: {
  readonly tool: ToolId;
  readonly by: MemberId;
  readonly onDone: (done: Done) => void;
  readonly onClose: () => void;
}) => {
  const { db, cache } = useWorkshop();
  const tool = useLiveQuery(() => toolSheet(db, cache, id), [db, cache, id]);
  return tool == null ? null : <ActSheet tool={tool} by={by} onDone={onDone} onClose={onClose} />;
};

/** Every address leads here while this is the tablet; a label in it, scanned with the tablet's own camera, is heard. */
function useOnlyHere(hear: (heard: HeardCode) => void): void {
  const [location] = useHashLocation();
  useEffect(() => {
    const code = readScanned(`#${location}`, 'QRCode');
    if (code.kind === 'label') hear({ code, byHand: false });
    if (`#${location}` !== routes.door) goTo(routes.door, { replace: true });
  }, [hear, location]);
}

/** The same function for as long as the screen lives, doing what its last drawing says. */
function useLatest<Argument>(act: (argument: Argument) => Promise<void>): (argument: Argument) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return useCallback((argument) => void latest.current(argument), []);
}
