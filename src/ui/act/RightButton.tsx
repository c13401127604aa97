import { Trans, useLingui } from '@lingui/react/macro';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Button } from '../parts/Button.tsx';
import { retireWords } from '../texts/retireWords.ts';
import { contactLink } from './contactLink.ts';
import { rightAct } from './rightAct.ts';
import type { Actor } from './useActor.ts';
import type { CustodyActs } from './useCustodyActs.ts';
import { type UseDraft, wordsOfUse } from './useUseDraft.ts';

/**
 * The one big act that is the right one now. It acts at once, with what the draft holds. With somebody else it depends on
 * where one stands: in front of the tool (`arrivedByScan`, the door) one has it now; from far away one asks its holder.
 */
export const RightButton = ({
  tool,
  actor,
  acts,
  draft,
  arrivedByScan,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly draft: UseDraft;
  readonly arrivedByScan: boolean;
}) => {
  const { i18n, t } = useLingui();
  const right = rightAct(tool, actor.member);
  const working = acts.isWorking ? t`J’écris…` : undefined;
  const words = wordsOfUse(draft.words);
  const run = (act: () => Promise<boolean>) => async () => {
    if (await act()) draft.clear();
  };

  switch (right.kind) {
    case 'take': {
      const by = draft.words.by ?? actor.member;
      const name = by === actor.member ? null : actor.names.members.get(by)?.name;
      const isShown = acts.refusal?.kind === 'skill-first';
      return (
        <BigAct working={working} onClick={() => void run(() => acts.take({ ...words, by, isShown }))()}>
          {isShown ? t`Oui, on me montre` : typeof name === 'string' ? t`${name} prend` : t`Je prends`}
        </BigAct>
      );
    }
    case 'return':
      return (
        <BigAct working={working} onClick={() => void run(() => acts.giveBack({}))()}>
          <Trans>Je rends</Trans>
        </BigAct>
      );
    case 'have':
      return arrivedByScan || actor.isAtDoor ? (
        <BigAct working={working} onClick={() => void run(() => acts.haveNow(words))()}>
          <Trans>Je l’ai maintenant</Trans>
        </BigAct>
      ) : (
        <AskHolder tool={tool} actor={actor} working={working} onHave={() => void run(() => acts.haveNow(words))()} />
      );
    case 'contested':
      return (
        <BigAct
          look={right.mine !== null || arrivedByScan || actor.isAtDoor ? 'main' : 'plain'}
          icon="hand"
          working={working}
          onClick={() => void run(() => acts.haveNow(words))()}
        >
          <Trans>Je l’ai en main</Trans>
        </BigAct>
      );
    case 'unsafe':
      return (
        <BigAct notNow={t`Pas sûr : on ne le prête pas`}>
          <Trans>Je prends</Trans>
        </BigAct>
      );
    case 'retired': {
      const reason = retireWords(i18n, tool.retired?.reason ?? 'other');
      return (
        <BigAct notNow={t`On ne le prête plus : ${reason}`}>
          <Trans>Je prends</Trans>
        </BigAct>
      );
    }
  }
};

/** Far away: call or write to whoever has it; without a known way the hand-over stays the act, unfilled. */
const AskHolder = ({
  tool,
  actor,
  working,
  onHave,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly working: string | undefined;
  readonly onHave: () => void;
}) => {
  const { t } = useLingui();
  const who = tool.custody.claims[0]?.by ?? null;
  const row = isMember(who) ? actor.names.members.get(who) : undefined;
  const link = row?.contact == null ? null : contactLink(row.contact);
  if (row === undefined || row.name === null || link === null)
    return (
      <BigAct look="plain" working={working} onClick={onHave}>
        {t`Je l’ai maintenant`}
      </BigAct>
    );
  const { name } = row;
  return (
    <Button look="main" size="page" icon="hand" href={link.href}>
      {t`Demander à ${name}`}
    </Button>
  );
};
