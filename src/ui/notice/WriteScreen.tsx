import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useState } from 'react';
import type { HouseBoard } from '#app/workshop.ts';
import type { TextName } from '#domain/kinds/text.ts';
import { bounds, type Photo, utf8Length } from '#domain/schema.ts';
import { keptVersions } from '#store/queries/texts.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useBoard, useBoardDraft } from '../hooks/useBoardDraft.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { BackHeader } from '../parts/BackHeader.tsx';
import { BigAct } from '../parts/BigAct.tsx';
import { BottomActs } from '../parts/BottomActs.tsx';
import { Button } from '../parts/Button.tsx';
import { Field } from '../parts/Field.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Screen } from '../parts/Screen.tsx';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';
import { WaitingRows } from '../parts/WaitingRows.tsx';
import { goTo } from '../routes.ts';
import { refusalText } from '../texts/refusals.ts';
import { DraftBar } from './DraftBar.tsx';
import { DraftTrouble } from './DraftTrouble.tsx';
import { PresentLine } from './PresentLine.tsx';
import { ProseText } from './ProseText.tsx';
import './notice.css';

export interface WriteScreenProps {
  readonly of: TextName;
  readonly title: string;
  /** Of the field, for who cannot see where they are. */
  readonly label: string;
  /** Where it is read. */
  readonly read: { readonly href: string; readonly label: string };
  readonly photos?: readonly Photo[] | undefined;
  /** Where photos are added that the text may show; null where it may show none. */
  readonly morePhotos?: string | undefined;
}

/** The draft of a text of the house, written by everybody at once. Nothing of it counts before somebody keeps it. */
export const WriteScreen = (props: WriteScreenProps) => {
  const board = useBoard(props.of);
  if (board !== undefined && board !== 'lost') return <Writing {...props} board={board} />;
  return (
    <Screen header={<BackHeader {...props.read} />}>
      <ScreenTitle plain={props.title} />
      {board === undefined ? (
        <WaitingRows count={2} />
      ) : (
        <Problem>
          <Trans>
            Le brouillon ne s’ouvre pas dans ce navigateur. La version gardée reste lisible ; recharge la page pour
            essayer encore.
          </Trans>
        </Problem>
      )}
    </Screen>
  );
};

const Writing = ({
  of,
  title,
  label,
  read,
  photos = [],
  morePhotos,
  board,
}: WriteScreenProps & { readonly board: HouseBoard }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const draft = useBoardDraft(board, of);
  const kept = useKeptText(board, of);
  const [isRead, setRead] = useState(false);
  const [isFull] = useState(board.isFull);
  const said = draft.shown.trim();
  const why = whyNotNow(said, kept);
  const notNow =
    why === 'blank'
      ? t`Rien d’écrit encore`
      : why === 'kept'
        ? t`C’est déjà la version gardée`
        : why === 'long'
          ? t`C’est trop long pour être gardé : partage-le en deux, ou raccourcis-le`
          : null;
  const keep = async () => {
    const written = await act.run(() => commands.keepText(of, draft.shown));
    if (written?.ok !== true) return;
    toasts.getState().say({ words: t`C’est gardé : tout l’atelier lit cette version.` });
    goTo(read.href);
  };
  const putBack = () => {
    const before = draft.shown;
    draft.replace(kept ?? '');
    toasts.getState().say({ words: t`Le brouillon est la version gardée.`, undo: () => draft.replace(before) });
  };
  return (
    <Screen
      below="acts"
      header={<BackHeader {...read} />}
      bottom={
        <BottomActs>
          <BigAct
            icon="check"
            working={act.isWorking ? t`Je garde…` : null}
            notNow={notNow}
            onClick={() => void keep()}
          >
            <Trans>Garder cette version</Trans>
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={title} />
      <div className="draft" hidden={isRead}>
        <Field
          label={label}
          hint={t`Tous les membres voient chaque lettre, et peuvent y toucher. Rien ne compte avant qu’on le garde.`}
          lines={12}
          voice="serif"
          maxLength={32_000}
          {...draft.field}
        />
      </div>
      {isRead ? <ProseText text={draft.shown} photos={photos} /> : null}
      <DraftBar draft={draft} photos={photos} morePhotos={morePhotos} isRead={isRead} onRead={setRead} />
      <PresentLine />
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {kept !== undefined && kept !== '' && why !== 'kept' ? (
        <div className="section">
          <Button size="short" icon="undo" onClick={putBack}>
            <Trans>Remettre la version gardée</Trans>
          </Button>
        </div>
      ) : null}
      <DraftTrouble isSame={draft.isSame} isFull={isFull} />
    </Screen>
  );
};

/** What stands now; undefined until it is read. A draft nobody wrote yet reads as it, also once another is kept. */
function useKeptText(board: HouseBoard, of: TextName): string | undefined {
  const { db, cache } = useWorkshop();
  const versions = useLiveQuery(() => keptVersions(db, cache, of), [db, cache, of]);
  const stands = versions?.[0];
  const id = stands?.ref.id;
  useEffect(() => {
    if (id !== undefined) void board.prepare(of);
  }, [board, of, id]);
  return versions === undefined ? undefined : (stands?.text ?? '');
}

function whyNotNow(said: string, kept: string | undefined): 'blank' | 'kept' | 'long' | null {
  if (said === '') return 'blank';
  if (said === kept) return 'kept';
  return utf8Length(said) > bounds.keptBytes ? 'long' : null;
}
