import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useStore } from 'zustand';
import { firstTools } from '#store/queries/tools.ts';
import { EmptyWall } from '#ui/frame/EmptyWall.tsx';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { asleepAfter } from '#ui/frame/toolFace.ts';
import { useFilters } from '../../hooks/useFilters.ts';
import { isWhole, useFound } from '../../hooks/useFound.ts';
import { useIsDrawn } from '../../hooks/useIsDrawn.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { FindTools } from './FindTools.tsx';
import { NothingFound } from './NothingFound.tsx';
import { ToolList } from './ToolList.tsx';
import { toFirst } from './toFirst.ts';
import { WhereSheet } from './WhereSheet.tsx';
import './tools.css';

/** The wall as a list, place by place, and what one looks for in it. */
export const ToolsScreen = () => {
  const { i18n, t } = useLingui();
  const { db, near } = useWorkshop();
  const filters = useFilters();
  const { words, standing, place, category } = useStore(filters);
  const [isChoosing, setChoosing] = useState(false);
  const speech = useSpeech();
  const first = useLiveQuery(() => firstTools(db), [db], near.first.last());
  const question = { words, standing, place, category, me: speech?.me ?? null, now: speech?.now ?? 0, asleepAfter };
  const found = useFound(question, useIsDrawn(first !== undefined) || !isWhole(question));

  // The first rows come through one index and wait for nobody; the finder's answer takes their place in the same order.
  const shown = found ?? (isWhole(question) && first !== undefined ? toFirst(first, question) : undefined);
  const shownWhole = shown !== undefined && isWhole(shown.question);
  const all = found?.all ?? 0;
  // The first number a page writes costs it a while: not before there is one.
  const number = (value: number | undefined): string => (value === undefined ? '' : i18n.number(value));
  const count = number(found?.ids.length);
  const ofAll = number(found?.all);
  const countWords =
    found === undefined ? undefined : shownWhole ? (
      <Plural value={all} one="# outil" other="# outils" />
    ) : (
      <Trans>
        {count} sur {ofAll}
      </Trans>
    );
  return (
    <MainScreen
      title={t`Outils`}
      current="tools"
      aside={countWords}
      find={
        <FindTools
          filters={filters}
          names={speech?.names}
          found={found === undefined ? undefined : t`${count} sur ${ofAll}`}
          onWhere={() => setChoosing(true)}
        />
      }
    >
      {shown === undefined || speech === undefined ? (
        <WaitingRows />
      ) : shownWhole && shown.ids.length === 0 ? (
        <EmptyWall />
      ) : shown.ids.length === 0 ? (
        <NothingFound words={shown.question.words} hasFilters={!shownWhole} onClear={filters.getState().clear} />
      ) : (
        <ToolList found={shown} isComplete={found !== undefined} speech={speech} filters={filters} />
      )}
      {isChoosing && speech !== undefined ? (
        <WhereSheet
          names={speech.names}
          place={place}
          category={category}
          onChoose={filters.getState().change}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </MainScreen>
  );
};
