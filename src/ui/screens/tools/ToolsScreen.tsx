import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useStore } from 'zustand';
import { firstTools } from '#store/queries/tools.ts';
import { EmptyWall } from '#ui/frame/EmptyWall.tsx';
import { MainScreen } from '#ui/frame/MainScreen.tsx';
import { asleepAfter } from '#ui/frame/toolFace.ts';
import { useFilters } from '../../hooks/useFilters.ts';
import { useFound } from '../../hooks/useFound.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { FindTools } from './FindTools.tsx';
import { NothingFound } from './NothingFound.tsx';
import { ToolList } from './ToolList.tsx';
import { toFirst } from './toFirst.ts';
import { WhereSheet } from './WhereSheet.tsx';
import './tools.css';

const atFirst = 40;

/** The wall as a list, place by place, and what one looks for in it. */
export const ToolsScreen = () => {
  const { t } = useLingui();
  const { db } = useWorkshop();
  const filters = useFilters();
  const { words, standing, place, category } = useStore(filters);
  const [isChoosing, setChoosing] = useState(false);
  const speech = useSpeech();
  const first = useLiveQuery(() => firstTools(db, atFirst), [db]);
  const found = useFound({
    words,
    standing,
    place,
    category,
    me: speech?.me ?? null,
    now: speech?.now ?? 0,
    asleepAfter,
  });

  const isWhole = words.trim() === '' && standing === 'all' && place === null && category === null;
  // The first rows come through one index and wait for nobody; the finder's answer takes their place in the same order.
  const shown = found ?? (isWhole && first !== undefined ? toFirst(first) : undefined);
  const all = found?.all;
  const count = found?.ids.length ?? 0;
  const aside =
    all === undefined ? undefined : isWhole ? (
      <Plural value={all} one="# outil" other="# outils" />
    ) : (
      <Trans>
        {count} sur {all}
      </Trans>
    );
  const isEmpty = isWhole && shown?.ids.length === 0;
  return (
    <MainScreen
      title={t`Outils`}
      current="tools"
      below="find"
      aside={aside}
      bottom={
        <FindTools
          filters={filters}
          names={speech?.names}
          found={all === undefined ? undefined : t`${count} sur ${all}`}
          onWhere={() => setChoosing(true)}
        />
      }
    >
      {shown === undefined || speech === undefined ? (
        <WaitingRows />
      ) : isEmpty ? (
        <EmptyWall />
      ) : shown.ids.length === 0 ? (
        <NothingFound words={words} hasFilters={!isWhole} onClear={filters.getState().clear} />
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
