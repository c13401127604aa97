import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { Tool } from '#domain/settle/tool.ts';
import { Mark } from '../parts/Mark.tsx';
import { badMark, badWords, faultWords } from '../texts/faultWords.ts';
import { quoted } from '../texts/quoted.ts';
import { whoWords } from '../texts/whoWords.ts';
import type { Actor } from './useActor.ts';
import './act.css';

/** Told before somebody takes it: the worst of what is wrong, who said so and when. Nothing while all is well. */
export const FaultNotice = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { i18n } = useLingui();
  const [fault] = tool.faults;
  if (fault === undefined) return null;
  const { speech, names } = actor;
  const bad = badWords(i18n, fault.bad);
  const what = faultWords(i18n, fault);
  const who = whoWords(i18n, fault.by, names.members);
  const when = speech.phrases.ago(fault.at);
  const more = tool.faults.length - 1;
  return (
    <div className={`fault-notice bad-${fault.bad}`} role="note">
      <Mark name={badMark(fault.bad)} />
      <div className="grow">
        <p className="name">
          {bad}. {what}.
        </p>
        {fault.words === null ? null : <p className="said">{quoted(i18n, fault.words)}</p>}
        <p className="small soft">
          <Trans>
            Signalé par {who}, {when}.
          </Trans>{' '}
          {more === 0 ? null : <Plural value={more} one="Et # autre panne." other="Et # autres pannes." />}
        </p>
      </div>
    </div>
  );
};
