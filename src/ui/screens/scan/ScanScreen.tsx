import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { ReadCode } from '#app/device.ts';
import type { ToolRow } from '#domain/rows.ts';
import { type ScannedCode, readScanned } from '#domain/scannedCode.ts';
import type { Done } from '#ui/act/useCustodyActs.ts';
import { CameraView } from '#ui/code/CameraView.tsx';
import { CodeSheet } from '#ui/code/CodeSheet.tsx';
import type { HeardCode } from '#ui/code/heardCode.ts';
import { TypedCode } from '#ui/code/TypedCode.tsx';
import { useResolve } from '#ui/code/useResolve.ts';
import { useWedge } from '#ui/code/useWedge.ts';
import { useApp } from '../../hooks/useApp.ts';
import { Icon } from '../../parts/Icon.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { routes } from '#ui/routes.ts';
import { type Basket, createBasket } from '../../state/basket.ts';
import { NoCamera } from './NoCamera.tsx';
import { Tray } from './Tray.tsx';
import { useDoneHere } from './useDoneHere.ts';
import './scan.css';

/** Show a label, and its tool comes with the one act that is right now; then the next one. */
export const ScanScreen = () => {
  // A tap on "again" is a new visit to the camera; what was done in this one stays in the list.
  const [visit, setVisit] = useState(0);
  const [basket] = useState(createBasket);
  return <Visit key={visit} basket={basket} onAgain={() => setVisit((before) => before + 1)} />;
};

const Visit = ({ basket, onAgain }: { readonly basket: StoreApi<Basket>; readonly onAgain: () => void }) => {
  const { t } = useLingui();
  const { device } = useApp();
  const { by, until, put, drop } = useStore(basket);
  const done = useDoneHere(basket);
  const resolve = useResolve();
  const [heard, setHeard] = useState<HeardCode | null>(null);
  const [isTyping, setTyping] = useState(false);
  const [said, setSaid] = useState('');
  const isHearing = useRef(false);

  const hear = async (next: HeardCode) => {
    if (isHearing.current) return;
    isHearing.current = true;
    const resolved = await resolve(next.code, next.byHand);
    isHearing.current = false;
    if (!next.byHand && resolved.kind === 'tool' && isTakenHere(basket.getState(), resolved.tool)) {
      device.feedback.puzzled();
      return setSaid(t`Déjà dans la liste`);
    }
    if (resolved.kind === 'tool' || resolved.kind === 'several') device.feedback.read();
    else device.feedback.puzzled();
    setTyping(false);
    setSaid(resolved.kind === 'tool' ? t`Lu : ${resolved.tool.name}` : t`C’est lu`);
    setHeard(next);
  };
  useWedge((next) => void hear(next));
  const onCode = ({ text, format }: ReadCode) => void hear({ code: readScanned(text, format), byHand: false });
  const onTyped = (code: ScannedCode) => void hear({ code, byHand: true });
  const onDone = ({ kind, tool, fact }: Done) => {
    if (kind === 'withdrawn') drop(tool.id);
    else put({ tool: tool.id, kind, fact });
    setSaid(t`C’est noté. Au suivant.`);
  };
  const close = () => {
    setHeard(null);
    setTyping(false);
  };

  const tray = done.length === 0 ? null : <Tray done={done} basket={basket} />;
  return (
    <div className="scan-scene">
      <CameraView
        isMain
        title={<ScreenTitle plain={t`Montre-moi l’étiquette`} />}
        said={said}
        paused={heard !== null || isTyping}
        read={heard !== null}
        onCode={onCode}
        onType={() => setTyping(true)}
        below={tray}
        corner={
          <a className="on-camera scan-leave" href={routes.home} aria-label={t`Quitter le scanner`}>
            <Icon name="close" />
          </a>
        }
      >
        {(problem) => <NoCamera problem={problem} onCode={onCode} onTyped={onTyped} onAgain={onAgain} tray={tray} />}
      </CameraView>
      {isTyping ? (
        <Sheet title={t`Taper le code`} onClose={close}>
          <TypedCode firstFocus onCode={onTyped} />
        </Sheet>
      ) : null}
      {heard === null ? null : <CodeSheet heard={heard} preset={{ by, until }} onDone={onDone} onClose={close} />}
    </div>
  );
};

/** Shown twice while it is in the list: nothing happens, nothing is doubled. A tool that went back may be taken again. */
const isTakenHere = ({ entries }: Basket, { id, state }: ToolRow): boolean =>
  state === 'out' && entries.some((entry) => entry.tool === id && entry.kind !== 'returned');
