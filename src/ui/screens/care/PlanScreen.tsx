import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useParams } from 'wouter';
import type { DutyAt, PlanWords } from '#domain/decide/duty.ts';
import type { DutyId, PlaceId, ToolId } from '#domain/ids.ts';
import { type Rhythm, rhythms } from '#domain/kinds/duty.ts';
import { bounds } from '#domain/schema.ts';
import type { Duty } from '#domain/settle/duty.ts';
import { dutySheet } from '#store/queries/duties.ts';
import { skills } from '#store/queries/skills.ts';
import { toolsById } from '#store/queries/tools.ts';
import { treeOptions } from '#ui/act/treeOptions.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useNames, useWorkshop } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { CheckBox } from '../../parts/CheckBox.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { refusalText } from '../../texts/refusals.ts';
import './care.css';

/** Plans a new care, on a tool or elsewhere, or says a plan anew. */
export const PlanScreen = () => {
  const { t } = useLingui();
  const { db, cache } = useWorkshop();
  const params = useParams<{ duty?: string; tool?: string }>();
  const tool = (params.tool ?? null) as ToolId | null;
  const duty = params.duty as DutyId | undefined;
  const read = useLiveQuery(async () => {
    const [before, [on], known] = await Promise.all([
      duty === undefined ? null : dutySheet(db, cache, { duty, tool }),
      tool === null ? [] : toolsById(db, [tool]),
      skills(db),
    ]);
    return { before, on, known };
  }, [db, cache, duty, tool]);
  const isMissing = read !== undefined && ((duty !== undefined && read.before === null) || (tool !== null && !read.on));
  if (read !== undefined && !isMissing)
    return (
      <PlanForm
        at={duty === undefined ? null : { duty, tool }}
        tool={tool}
        toolName={read.on?.name}
        before={read.before}
        skills={read.known.filter(({ isRetired }) => !isRetired)}
      />
    );
  return (
    <Screen header={<BackHeader href={routes.care} label={t`Soins`} />}>
      <ScreenTitle plain={t`Prévoir un soin`} />
      {isMissing ? <EmptyState silhouette="can" title={t`Ce soin n’est pas dans le carnet.`} /> : <WaitingRows />}
    </Screen>
  );
};

const byUse: readonly Rhythm[] = ['uses', 'hours', 'each-use'];

const PlanForm = ({
  at,
  tool,
  toolName,
  before,
  skills,
}: {
  readonly at: DutyAt | null;
  readonly tool: ToolId | null;
  readonly toolName: string | undefined;
  readonly before: Duty | null;
  readonly skills: readonly { readonly id: string; readonly name: string }[];
}) => {
  const { i18n, t } = useLingui();
  const { clock, toasts } = useApp();
  const { commands } = useWorkshop();
  const names = useNames();
  const act = useAct();
  const [words, setWords] = useState<PlanWords>({
    name: before?.name ?? '',
    every: { unit: before?.every.unit ?? 'weeks', n: before?.every.n ?? 1 },
    steps: before?.steps ?? [],
    starts: before?.starts ?? clock.today(),
    stopsLending: before?.stopsLending ?? false,
    skill: before?.skill ?? null,
  });
  const [place, setPlace] = useState('');
  const change = (more: Partial<PlanWords>): void => {
    act.clear();
    setWords({ ...words, ...more });
  };
  const save = async () => {
    const said = { ...words, steps: words.steps.map((step) => step.trim()).filter(Boolean) };
    const where = { tool, place: place === '' ? null : (place as PlaceId) };
    const planned = await act.run<unknown>(() =>
      at === null ? commands.planDuty(where, said) : commands.describeDuty(at, said),
    );
    if (!planned?.ok) return;
    toasts.getState().say({ words: t`C’est noté.` });
    goTo(at === null ? (tool === null ? routes.care : routes.tool(tool)) : routes.duty(at), { replace: true });
  };
  const units: Readonly<Record<Rhythm, string>> = {
    days: t`jours`,
    weeks: t`semaines`,
    months: t`mois`,
    uses: t`usages`,
    hours: t`heures de marche`,
    'each-use': t`après chaque usage`,
  };
  const { unit, n } = words.every;
  const isNameMissing = act.refusal?.kind === 'name-missing';
  return (
    <Screen
      below="acts"
      header={
        <BackHeader
          href={at === null ? (tool === null ? routes.care : routes.tool(tool)) : routes.duty(at)}
          label={toolName ?? t`Soins`}
        />
      }
      bottom={
        <BottomActs>
          <BigAct working={act.isWorking ? t`J’écris…` : null} onClick={() => void save()}>
            <Trans>C’est bon</Trans>
          </BigAct>
        </BottomActs>
      }
    >
      <ScreenTitle plain={at === null ? t`Prévoir un soin` : t`Modifier ce soin`} />
      <Field
        label={t`Quoi ?`}
        voice="serif"
        maxLength={bounds.name}
        placeholder={tool === null ? t`Vider la poubelle` : t`Huiler la chaîne`}
        value={words.name}
        error={isNameMissing && act.refusal !== null ? refusalText(i18n, act.refusal) : undefined}
        onChange={(event) => change({ name: event.target.value })}
      />
      {tool !== null || at !== null || names === undefined || names.places.size === 0 ? null : (
        <SelectField
          label={t`Où ?`}
          options={[{ value: '', label: t`Tout l’atelier` }, ...treeOptions(names.places)]}
          value={place}
          onChange={setPlace}
        />
      )}
      <div className={unit === 'each-use' ? undefined : 'duty-every'}>
        {unit === 'each-use' ? null : (
          <Field
            label={t`Tous les`}
            inputMode="numeric"
            value={n === 0 ? '' : String(n)}
            onChange={(event) => {
              const said = Number.parseInt(event.target.value.replace(/\D/g, '').slice(0, 4) || '0', 10);
              change({ every: { unit, n: said } });
            }}
          />
        )}
        <SelectField
          label={unit === 'each-use' ? t`Quand ?` : t`Compté en`}
          options={rhythms
            .filter((each) => tool !== null || !byUse.includes(each))
            .map((each) => ({ value: each, label: units[each] }))}
          value={unit}
          onChange={(next) => change({ every: { unit: next as Rhythm, n: next === 'each-use' ? 1 : n } })}
        />
      </div>
      {byUse.includes(unit) ? null : (
        <Field
          label={t`La première fois`}
          type="date"
          value={words.starts}
          onChange={(event) => change({ starts: event.target.value })}
        />
      )}
      <Field
        label={t`Étapes à cocher`}
        optional
        hint={t`Une par ligne.`}
        voice="serif"
        lines={4}
        value={words.steps.join('\n')}
        onChange={(event) => change({ steps: event.target.value.split('\n').slice(0, bounds.steps) })}
      />
      {skills.length === 0 ? null : (
        <SelectField
          label={t`À qui le demander ?`}
          options={[
            { value: '', label: t`À tout le monde, à tour de rôle` },
            ...skills.map(({ id, name }) => ({ value: id, label: t`À qui sait : ${name}` })),
          ]}
          value={words.skill ?? ''}
          onChange={(next) => change({ skill: next === '' ? null : next })}
        />
      )}
      {tool === null ? null : (
        <CheckBox
          label={t`En retard, il arrête le prêt`}
          note={t`Rendre reste toujours possible.`}
          checked={words.stopsLending}
          onChange={(stopsLending) => change({ stopsLending })}
        />
      )}
      {act.refusal === null || isNameMissing ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </Screen>
  );
};
