import { Trans, useLingui } from '@lingui/react/macro';
import { dueDay, standingOf } from '#domain/settle/duty.ts';
import type { Duty } from '#domain/settle/duty.ts';
import type { Tool } from '#domain/settle/tool.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { careState, everyWords, whenWords } from '#ui/frame/careWords.ts';
import { routes } from '#ui/routes.ts';
import { Button } from '../../parts/Button.tsx';
import { Icon } from '../../parts/Icon.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';

/** Care that comes round on this tool. */
export const Duties = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const duties = tool.duties.filter(({ exists, isEnded }) => exists && !isEnded);
  return (
    <section className="section">
      <h2>
        <Trans>Ses soins</Trans>
      </h2>
      {duties.length === 0 ? null : (
        <ul className="list">
          {duties.map((duty) => (
            <li key={duty.id}>
              <DutyLine duty={duty} actor={actor} />
            </li>
          ))}
        </ul>
      )}
      {actor.isAtDoor ? null : (
        <Button icon="plus" size="short" href={routes.planDuty(tool.id)}>
          <Trans>Prévoir un soin</Trans>
        </Button>
      )}
    </section>
  );
};

const DutyLine = ({ duty, actor }: { readonly duty: Duty; readonly actor: Actor }) => {
  const { i18n, t } = useLingui();
  const { speech } = actor;
  const due = dueDay(standingOf(duty), speech.today);
  const when = whenWords(duty, due, speech);
  const takers = duty.takers.length > 0 ? t`quelqu’un s’en charge` : '';
  return (
    <a className="tool-row" href={routes.duty({ duty: duty.id, tool: duty.tool })}>
      <span className="grow">
        <span className="name">{duty.name}</span>
        <StatusChip state={careState(due, false, speech.today)}>
          {[everyWords(i18n, duty.every), when, takers].filter(Boolean).join(' · ')}
        </StatusChip>
      </span>
      <Icon name="right" />
    </a>
  );
};
