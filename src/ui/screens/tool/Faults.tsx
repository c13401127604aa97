import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Fault } from '#domain/settle/care.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { isMember } from '#domain/rows.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { useCareActs } from '#ui/act/useCareActs.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { badMark, badWords, faultWords, stageWords } from '../../texts/faultWords.ts';
import { quoted } from '../../texts/quoted.ts';
import { refusalText } from '../../texts/refusals.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { ReleaseSheet } from './ReleaseSheet.tsx';
import { RepairSheet } from './RepairSheet.tsx';

/** However many there are, the page stays readable: the worst ones, then the rest on demand, and never thousands. */
const fewFaults = 3;
const mostFaults = 50;

/** What is wrong with it, where the repair stands, and the acts that move it on. Nothing while all is well. */
export const Faults = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const [isWhole, setWhole] = useState(false);
  const { faults } = tool;
  if (faults.length === 0) return null;
  const shown = faults.slice(0, isWhole ? mostFaults : faults.length <= fewFaults + 1 ? faults.length : fewFaults);
  const hidden = faults.length - shown.length;
  return (
    <section className="section faults">
      <h2>
        <Trans>À réparer</Trans>
      </h2>
      {shown.map((fault) => (
        <FaultCard key={fault.ref.id} tool={tool} fault={fault} actor={actor} />
      ))}
      {hidden === 0 ? null : isWhole ? (
        <p className="soft">
          <Plural value={hidden} one="Et # autre." other="Et # autres." />
        </p>
      ) : (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          <Plural value={hidden} one="Voir # autre panne" other="Voir # autres pannes" />
        </button>
      )}
    </section>
  );
};

const FaultCard = ({ tool, fault, actor }: { readonly tool: Tool; readonly fault: Fault; readonly actor: Actor }) => {
  const { i18n, t } = useLingui();
  const acts = useCareActs(tool.id, actor);
  const [sheet, setSheet] = useState<'note' | 'release' | null>(null);
  const photo = usePicture(fault.photo?.thumb ?? null);
  const { names, member, speech } = actor;
  const nameOf = (who: Fault['by']): string => whoWords(i18n, who, names.members);
  const [who, when] = [nameOf(fault.by), speech.phrases.ago(fault.at)];
  const isMine = fault.inHandOf.includes(member);
  const hands = fault.inHandOf.map(nameOf).join(', ');
  return (
    <article className="card fault">
      <p className="line">
        <StatusChip state={badMark(fault.bad)} tinted>
          {badWords(i18n, fault.bad)}
        </StatusChip>
      </p>
      <p className="name">{faultWords(i18n, fault)}</p>
      {fault.words === null ? null : <p className="said">{quoted(i18n, fault.words)}</p>}
      {photo === undefined ? null : <img className="fault-photo" src={photo} alt={t`La photo de la panne`} />}
      <p className="small soft">
        <Trans>
          Signalé par {who}, {when}.
        </Trans>
      </p>
      <Notes fault={fault} nameOf={nameOf} ago={speech.phrases.ago} />
      <p className="stage">
        {fault.stage === 'in-hand' && fault.inHandOf.some(isMember) ? (
          isMine && fault.inHandOf.length === 1 ? (
            <Trans>C’est toi qui t’en occupes.</Trans>
          ) : (
            t`${hands} s’en occupe.`
          )
        ) : (
          `${stageWords(i18n, fault.stage)}.`
        )}
      </p>
      {acts.refusal === null ? null : <Problem>{refusalText(i18n, acts.refusal)}</Problem>}
      <div className="fault-acts">
        {isMine ? null : (
          <Button size="short" onClick={() => void acts.note(fault.ref, { stage: 'in-hand', inHandOf: member })}>
            <Trans>Je m’en occupe</Trans>
          </Button>
        )}
        <Button size="short" onClick={() => setSheet('release')}>
          <Trans>C’est réparé</Trans>
        </Button>
        <Button size="short" look="quiet" onClick={() => setSheet('note')}>
          <Trans>Noter</Trans>
        </Button>
      </div>
      {sheet === 'note' ? <RepairSheet tool={tool} fault={fault} actor={actor} onClose={() => setSheet(null)} /> : null}
      {sheet === 'release' ? (
        <ReleaseSheet tool={tool} fault={fault} actor={actor} onClose={() => setSheet(null)} />
      ) : null}
    </article>
  );
};

const lastNotes = 3;

/** What was said of it on the way, the last few. All of it is in the story. */
const Notes = ({
  fault,
  nameOf,
  ago,
}: {
  readonly fault: Fault;
  readonly nameOf: (who: Fault['by']) => string;
  readonly ago: (at: number) => string;
}) => {
  const { i18n, t } = useLingui();
  if (fault.notes.length === 0) return null;
  return (
    <ul className="fault-notes">
      {fault.notes.slice(-lastNotes).map(({ ref, by, at, words, parts }) => {
        const [who, when] = [nameOf(by), ago(at)];
        return (
          <li key={ref.id}>
            {words === null ? null : <span className="said">{quoted(i18n, words)} </span>}
            {parts === null ? null : <span>{t`Pièces : ${parts}.`} </span>}
            <span className="small soft">{t`${who}, ${when}`}</span>
          </li>
        );
      })}
    </ul>
  );
};
