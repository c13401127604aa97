import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { DutyAt } from '#domain/decide/duty.ts';
import type { DutyId, ToolId } from '#domain/ids.ts';
import { type DutyRow, type ToolRow, dutyKey, isMember } from '#domain/rows.ts';
import { bounds } from '#domain/schema.ts';
import type { Duty } from '#domain/settle/duty.ts';
import { type DueSeen, dutiesDue, dutySheet, isEverybodys, withTools } from '#store/queries/duties.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import { PersonPicker } from '#ui/act/PersonPicker.tsx';
import { askedWords, careState, everyWords, whenWords, whereWords } from '#ui/frame/careWords.ts';
import type { Speech } from '#ui/frame/toolFace.ts';
import { routes } from '#ui/routes.ts';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { ActRow } from '../../parts/ActRow.tsx';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Field } from '../../parts/Field.tsx';
import { Notebook } from '../../parts/Notebook.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { quoted } from '../../texts/quoted.ts';
import { refusalText } from '../../texts/refusals.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { Steps, skippedOf } from './Steps.tsx';
import { type DutyActs, useDutyActs } from './useDutyActs.ts';
import './care.css';

interface Read {
  readonly duty: Duty;
  readonly row: DutyRow;
  readonly on: ToolRow | null;
  readonly seen: DueSeen | undefined;
}

/** One plan of care: what and when, whose turn it is, and every time it was done. */
export const DutyScreen = () => {
  const { t } = useLingui();
  const params = useParams<{ duty: string; tool?: string }>();
  const at: DutyAt = { duty: params.duty as DutyId, tool: (params.tool ?? null) as ToolId | null };
  const speech = useSpeech();
  const read = useDuty(at, speech?.today);
  if (speech !== undefined && read !== undefined && read !== null)
    return <DutyRead key={read.row.key} at={at} read={read} speech={speech} />;
  return (
    <Screen header={<BackHeader href={routes.care} label={t`Soins`} />}>
      <ScreenTitle plain={t`Soin`} />
      {read === null ? <EmptyState silhouette="can" title={t`Ce soin n’est pas dans le carnet.`} /> : <WaitingRows />}
    </Screen>
  );
};

/** Null when it is not here; undefined until it is read. */
function useDuty(at: DutyAt, today: string | undefined): Read | null | undefined {
  const { db, cache } = useWorkshop();
  const { duty, tool } = at;
  return useLiveQuery(async () => {
    if (today === undefined) return undefined;
    const [sheet, row] = await Promise.all([
      dutySheet(db, cache, { duty, tool }),
      currentRows(db).then((rows) => rows.duties.get(dutyKey(duty, tool))),
    ]);
    if (sheet === null || row === undefined) return null;
    const seen = (await dutiesDue(db, today)).find((each) => each.row.key === row.key);
    const [placed] = await withTools(db, [{ row }]);
    return { duty: sheet, row, on: placed?.on ?? null, seen };
  }, [db, cache, duty, tool, today]);
}

const DutyRead = ({ at, read, speech }: { readonly at: DutyAt; readonly read: Read; readonly speech: Speech }) => {
  const { i18n, t } = useLingui();
  const { duty, row, on, seen } = read;
  const acts = useDutyActs(at);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState('');
  const done = async () => {
    const words = { skipped: skippedOf(duty.steps, ticked), note: note.trim() || undefined };
    if (!(await acts.done(words))) return;
    setTicked(new Set());
    setNote('');
  };
  const due = seen?.due ?? row.due ?? null;
  // Taken on before its day, it is somebody's already.
  const takers = row.takers.filter(isMember);
  const turn = seen ?? (takers.length > 0 ? { row, asked: takers, isTakenOn: true } : null);
  return (
    <Screen
      below="acts"
      header={<BackHeader href={routes.care} label={t`Soins`} />}
      bottom={
        <BottomActs>
          <BigAct
            icon="check"
            working={acts.isWorking ? t`J’écris…` : null}
            notNow={duty.isEnded ? t`Ce soin ne revient plus` : null}
            onClick={() => void done()}
          >
            <Trans>C’est fait</Trans>
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={duty.name} />
      <div className="duty-lines">
        <p className="lead">{on === null ? whereWords(row, on, speech) : <a href={routes.tool(on.id)}>{on.name}</a>}</p>
        <StatusChip
          state={
            duty.isEnded
              ? 'retired'
              : careState(due, seen !== undefined && isEverybodys(seen, speech.today), speech.today)
          }
        >
          {[everyWords(i18n, duty.every), duty.isEnded ? t`ne revient plus` : whenWords(row, due, speech)]
            .filter(Boolean)
            .join(' · ')}
        </StatusChip>
        {turn === null ? null : <p>{askedWords(turn, speech)}</p>}
        {duty.stopsLending ? (
          <p className="soft">
            <Trans>En retard, il arrête le prêt. Rendre reste toujours possible.</Trans>
          </p>
        ) : null}
      </div>
      {duty.steps.length === 0 ? null : <Steps steps={duty.steps} ticked={ticked} onChange={setTicked} />}
      {duty.isEnded ? null : (
        <Field
          label={t`Un mot`}
          optional
          voice="serif"
          lines={2}
          maxLength={bounds.note}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      )}
      {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
      <Turns at={at} duty={duty} acts={acts} speech={speech} />
      <Done duty={duty} speech={speech} />
    </Screen>
  );
};

/** Whose turn it is, and every way out of it: nothing is forced. */
const Turns = ({
  at,
  duty,
  acts,
  speech,
}: {
  readonly at: DutyAt;
  readonly duty: Duty;
  readonly acts: DutyActs;
  readonly speech: Speech;
}) => {
  const { t } = useLingui();
  const [isPicking, setPicking] = useState<'turn' | 'done' | null>(null);
  const isMine = duty.takers.some(({ by }) => by === speech.me);
  const pick = (member: Parameters<DutyActs['takeOn']>[0]) => {
    const doing = isPicking;
    setPicking(null);
    if (doing === 'turn') void acts.takeOn(member === speech.me ? undefined : member);
    else void acts.done({ by: member, skipped: [] });
  };
  if (duty.isEnded)
    return (
      <ul className="list section">
        <li>
          <ActRow
            icon="undo"
            label={t`Le reprendre`}
            note={t`Il reviendra comme avant.`}
            onPress={() => void acts.end(false)}
          />
        </li>
      </ul>
    );
  return (
    <>
      <ul className="list section">
        {isMine ? null : (
          <li>
            <ActRow icon="hand" label={t`Je m’en charge`} onPress={() => void acts.takeOn()} />
          </li>
        )}
        {duty.takers.length === 0 ? null : (
          <li>
            <ActRow
              icon="undo"
              label={t`Rendre au pot commun`}
              note={t`Quelqu’un d’autre le fera.`}
              onPress={() => void acts.giveBack()}
            />
          </li>
        )}
        <li>
          <ActRow
            icon="people"
            label={t`Quelqu’un est d’accord pour s’en charger`}
            onPress={() => setPicking('turn')}
          />
        </li>
        <li>
          <ActRow icon="check" label={t`Quelqu’un d’autre l’a fait`} onPress={() => setPicking('done')} />
        </li>
        <li>
          <ActRow icon="pen" label={t`Modifier`} href={routes.editDuty(at)} />
        </li>
        <li>
          <ActRow
            icon="close"
            label={t`Ne plus le prévoir`}
            note={t`Ce qui a été fait reste dans le carnet.`}
            onPress={() => void acts.end(true)}
          />
        </li>
      </ul>
      {isPicking === null ? null : (
        <Sheet title={isPicking === 'turn' ? t`Qui s’en charge ?` : t`Qui l’a fait ?`} onClose={() => setPicking(null)}>
          <PersonPicker onPick={pick} />
        </Sheet>
      )}
    </>
  );
};

const shownTimes = 12;

const Done = ({ duty, speech }: { readonly duty: Duty; readonly speech: Speech }) => {
  const { i18n, t } = useLingui();
  const { phrases, names } = speech;
  const entries = duty.dones.slice(0, shownTimes).map(({ ref, by, day, skipped, note }) => {
    const who = whoWords(i18n, by, names.members);
    const without = skipped.join(', ');
    return {
      id: ref.id,
      when: phrases.day(day),
      at: day,
      words: (
        <>
          {t`Fait par ${who}.`}
          {without === '' ? null : ` ${t`Sans : ${without}.`}`}
          {note === null ? null : <span> {quoted(i18n, note)}</span>}
        </>
      ),
    };
  });
  return (
    <section className="section">
      <h2>
        <Trans>Les dernières fois</Trans>
      </h2>
      <Notebook entries={entries} />
    </section>
  );
};
