import { useLiveQuery } from 'dexie-react-hooks';
import { Suspense, useState } from 'react';
import { useParams, useRoute } from 'wouter';
import { noticeStream, type ToolId } from '#domain/ids.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { noticeLines } from '#store/queries/texts.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { ActBar } from '#ui/act/ActBar.tsx';
import { ContestSides } from '#ui/act/ContestSides.tsx';
import { type Actor, useActor } from '#ui/act/useActor.ts';
import type { DoneKind } from '#ui/act/useCustodyActs.ts';
import { NoticeWay } from '#ui/notice/NoticeWay.tsx';
import { routes } from '#ui/routes.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Screen } from '../../parts/Screen.tsx';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { Faults } from './Faults.tsx';
import { late } from '#ui/parts/late.tsx';
import { Questions } from './Questions.tsx';
import { Story } from './Story.tsx';
import { ToolFacts } from './ToolFacts.tsx';
import { ToolSkills } from './ToolSkills.tsx';
import { ToolHead } from './ToolHead.tsx';
import { ToolManuals } from './ToolManuals.tsx';
import { ToolUnknown } from './ToolUnknown.tsx';
import { ToolWaiting } from './ToolWaiting.tsx';
import './tool.css';

const Duties = late(async () => (await import('./Duties.tsx')).Duties);

/** The page of a tool or space: what it serves, whom it serves, how it circulates, and its one right act. */
export const ToolScreen = () => {
  const { id } = useParams<{ id: string }>();
  const [arrivedByScan] = useRoute('/t/:id/scanned');
  return <ToolPage key={id} id={id as ToolId} arrivedByScan={arrivedByScan} />;
};

const ToolPage = ({ id, arrivedByScan }: { readonly id: ToolId; readonly arrivedByScan: boolean }) => {
  const { db, cache } = useWorkshop();
  const actor = useActor();
  const tool = useLiveQuery(() => toolSheet(db, cache, id), [db, cache, id]);
  if (tool === null) return <ToolUnknown />;
  if (tool === undefined || actor === undefined) return <ToolWaiting />;
  return <ToolRead tool={tool} actor={actor} arrivedByScan={arrivedByScan} />;
};

const ToolRead = ({
  tool,
  actor,
  arrivedByScan,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly arrivedByScan: boolean;
}) => {
  const { db, cache } = useWorkshop();
  const [done, setDone] = useState<DoneKind | null>(null);
  const notices = useLiveQuery(() => noticeLines(db, cache, noticeStream(tool.id)), [db, cache, tool.id]);
  return (
    <Screen
      below="acts"
      flush
      bottom={
        <>
          <footer className="bar">
            <div className="acts">
              <ActBar tool={tool} arrivedByScan={arrivedByScan} onDone={({ kind }) => setDone(kind)} />
            </div>
          </footer>
          <MainNav current="tools" wideOnly />
        </>
      }
    >
      <ToolHead tool={tool} actor={actor} done={done} />
      <div className="inside tool-page">
        {tool.custody.state === 'contested' || tool.custody.doubts.length > 0 ? (
          <section className="card">
            <ContestSides tool={tool} actor={actor} isDrawn={false} />
          </section>
        ) : null}
        <Faults tool={tool} actor={actor} />
        <ToolSkills tool={tool} actor={actor} />
        <Questions tool={tool} actor={actor} />
        <NoticeWay of={noticeStream(tool.id)} read={routes.notice(tool.id)} write={routes.writeNotice(tool.id)} />
        <ToolFacts tool={tool} actor={actor} />
        <Suspense fallback={null}>
          <Duties.Shown tool={tool} actor={actor} />
        </Suspense>
        <ToolManuals tool={tool} />
        <Story tool={tool} actor={actor} also={notices} />
      </div>
    </Screen>
  );
};
