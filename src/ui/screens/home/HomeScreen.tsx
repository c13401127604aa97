import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { toolsUpTo } from '#store/queries/tools.ts';
import { ClosedHere } from '#ui/frame/ClosedHere.tsx';
import { EmptyWall } from '#ui/frame/EmptyWall.tsx';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { useTodos } from '../../hooks/useTodos.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useMyTools, useWorkshop } from '../../hooks/useWorkshop.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { PegBoard } from '../../parts/PegBoard.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import type { Todo } from '#ui/frame/todos.ts';
import { routes } from '#ui/routes.ts';
import { HeldCard } from './HeldCard.tsx';
import { TodoRow } from './TodoRow.tsx';

/** What waits for me, and what I have. */
export const HomeScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const speech = useSpeech();
  const todos = useTodos();
  const held = useMyTools();
  const isWallEmpty = useLiveQuery(async () => (await toolsUpTo(db, 1)) === 0, [db]);
  const myName = speech?.names.members.get(speech.me ?? ('' as never))?.name;
  const heldCount = held?.length ?? 0;
  const isReady = speech !== undefined && todos !== undefined && held !== undefined && isWallEmpty !== undefined;
  const hasCare = todos?.some(({ kind }) => kind === 'care') ?? false;
  const isEmpty = isWallEmpty === true && heldCount === 0;
  return (
    <MainScreen title={t`À faire`} hello={myName == null ? undefined : t`Bonjour ${myName},`} current="home">
      <ClosedHere />
      {!isReady ? (
        <WaitingRows count={2} />
      ) : (
        <>
          {todos.length > 0 ? (
            <ul className="list">
              {todos.map((todo) => (
                <li key={keyOf(todo)}>
                  <TodoRow todo={todo} speech={speech} />
                </li>
              ))}
            </ul>
          ) : null}
          {hasCare ? (
            <p className="section">
              <a className="link" href={routes.care}>
                <Trans>Tous les soins, et le tour</Trans>
              </a>
            </p>
          ) : null}
          {isEmpty ? (
            <EmptyWall />
          ) : todos.length === 0 ? (
            <EmptyState silhouette="kettle" title={t`Rien à faire. Belle journée.`} />
          ) : null}
          {heldCount > 0 ? (
            <section>
              <div className="head">
                <h2>
                  <Trans>Avec moi</Trans>
                </h2>
                <span className="soft">
                  <Plural value={heldCount} one="# outil" other="# outils" />
                </span>
              </div>
              <PegBoard list>
                {held.map((row) => (
                  <li key={row.id}>
                    <HeldCard row={row} speech={speech} />
                  </li>
                ))}
              </PegBoard>
            </section>
          ) : null}
        </>
      )}
    </MainScreen>
  );
};

const keyOf = (todo: Todo): string =>
  'row' in todo
    ? todo.row.id
    : todo.kind === 'care'
      ? todo.care.row.key
      : 'mine' in todo
        ? todo.mine.skill.id
        : todo.kind;
