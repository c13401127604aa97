import { whoWords } from '../texts/whoWords.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { MemberId, PlaceId } from '#domain/ids.ts';
import { isMember } from '#domain/rows.ts';
import { bounds } from '#domain/schema.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { PictureBytes } from '#app/workshop.ts';
import { useDraft } from '../hooks/useDraft.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Choice } from '../parts/Choice.tsx';
import { Field } from '../parts/Field.tsx';
import { Problem } from '../parts/Problem.tsx';
import { SelectField } from '../parts/SelectField.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { refusalText } from '../texts/refusals.ts';
import { MissingField } from './MissingField.tsx';
import { PictureField } from './PictureField.tsx';
import { SheetFace, SheetStatus } from './SheetFace.tsx';
import { SheetLinks } from './SheetLinks.tsx';
import { signsLeft } from './signsLeft.tsx';
import { treeOptions } from './treeOptions.ts';
import type { Actor } from './useActor.ts';
import { useCareActs } from './useCareActs.ts';
import type { CustodyActs } from './useCustodyActs.ts';
import './act.css';

interface ReturnDraft {
  readonly place: string;
  readonly note: string;
  readonly hours: string;
}
const readDraft = (kept: Partial<Record<keyof ReturnDraft, unknown>>): ReturnDraft => ({
  place: typeof kept.place === 'string' ? kept.place : '',
  note: typeof kept.note === 'string' ? kept.note : '',
  hours: typeof kept.hours === 'string' ? kept.hours : '',
});

/** Brings a tool back, whatever its state and whoever held it: never refused. Where, a word and a photo are optional. */
export const ReturnSheet = ({
  tool,
  actor,
  acts,
  pageLink = false,
  onFault,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly pageLink?: boolean | undefined;
  readonly onFault?: (() => void) | undefined;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { id } = useWorkshop();
  const { names, member } = actor;
  const draft = useDraft(`${id.slice(0, 8)}.return.${tool.id}.${member}`, readDraft);
  const [picture, setPicture] = useState<PictureBytes | null>(null);
  const care = useCareActs(tool.id, actor);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const contents = tool.words.contents ?? [];
  const holders = tool.custody.claims.flatMap(({ by }) => (isMember(by) && by !== member ? [by] : []));
  const isMine = tool.custody.claims.some(({ by }) => by === member);
  const [by, setBy] = useState<MemberId>(isMine ? member : (holders[0] ?? member));
  const { place, note, hours } = draft.words;
  const countsHours = tool.duties.some(({ exists, isEnded, every }) => exists && !isEnded && every.unit === 'hours');
  const home = names.places.get(tool.words.place ?? ('' as PlaceId))?.name;
  const done = async () => {
    const went = await acts.giveBack({
      by,
      place: names.places.has(place as PlaceId) ? (place as PlaceId) : undefined,
      note: note.trim() || undefined,
      picture: picture ?? undefined,
      minutes: countsHours ? minutesIn(hours) : undefined,
    });
    if (!went) return;
    draft.clear();
    onClose();
    // It is back whatever becomes of this.
    if (missing.length > 0) await care.report({ bad: 'usable', what: 'incomplete', missing });
  };
  return (
    <Sheet
      title={tool.name}
      face={<SheetFace tool={tool} actor={actor} />}
      under={<SheetStatus tool={tool} actor={actor} />}
      onClose={onClose}
      foot={
        <>
          {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
          <BigAct working={acts.isWorking ? t`J’écris…` : undefined} onClick={() => void done()}>
            {by === member ? t`Je rends` : t`C’est rendu`}
          </BigAct>
          <SheetLinks tool={tool.id} pageLink={pageLink} onFault={onFault} />
        </>
      }
    >
      {holders.length === 0 || isMine ? null : (
        <Choice
          legend={t`Qui le rapporte ?`}
          options={[...holders, member].map((each) => ({
            value: each,
            label: each === member && !actor.isAtDoor ? t`Moi` : whoWords(i18n, each, names.members),
          }))}
          value={by}
          onChange={setBy}
        />
      )}
      <MissingField
        legend={<Trans>Il manque quelque chose ?</Trans>}
        contents={contents.map(({ name, count }) => ({
          name,
          label: count === undefined ? name : `${count} × ${name}`,
        }))}
        missing={missing}
        onChange={setMissing}
      />
      <SelectField
        label={t`Rangé où ?`}
        options={[
          { value: '', label: home === undefined ? t`À sa place` : t`À sa place : ${home}` },
          ...treeOptions(names.places),
        ]}
        value={place}
        onChange={(next) => draft.change({ place: next })}
      />
      {countsHours ? (
        <Field
          label={t`Combien d’heures a-t-il tourné ?`}
          optional
          inputMode="decimal"
          value={hours}
          onChange={(event) => draft.change({ hours: event.target.value })}
        />
      ) : null}
      <Field
        label={t`Un mot`}
        optional
        voice="serif"
        lines={2}
        maxLength={bounds.note}
        hint={signsLeft(note, bounds.note)}
        value={note}
        onChange={(event) => draft.change({ note: event.target.value })}
      />
      <PictureField picture={picture} onChange={setPicture} />
    </Sheet>
  );
};

/** "1,5" hours are 90 minutes; what is no number is not said. */
const minutesIn = (hours: string): number | undefined => {
  const said = Number(hours.trim().replace(',', '.'));
  return hours.trim() !== '' && Number.isFinite(said) && said >= 0 ? Math.round(said * 60) : undefined;
};
