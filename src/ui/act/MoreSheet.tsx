import { whoWords } from '../texts/whoWords.ts';
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { isMember } from '#domain/rows.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { ActRow } from '../parts/ActRow.tsx';
import type { IconName } from '../parts/drawingNames.ts';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { routes } from '../routes.ts';
import { refusalText } from '../texts/refusals.ts';
import { rightAct, undoable } from './rightAct.ts';
import type { Actor } from './useActor.ts';
import type { CustodyActs } from './useCustodyActs.ts';

/** What "⋯" may open next. */
export type NextSheet = 'take' | 'take-for' | 'return' | 'pass' | 'have' | 'photo' | 'retire' | 'fault';

interface Line {
  readonly key: string;
  readonly icon: IconName;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly href?: string;
  readonly onPress?: () => void;
  readonly grave?: boolean;
}

/** Everything else one may do with a tool. Away from the door also what changes the tool itself. */
export const MoreSheet = ({
  tool,
  actor,
  acts,
  onNext,
  onClose,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  readonly acts: CustodyActs;
  readonly onNext: (next: NextSheet) => void;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const standing = useRestore(tool, onClose);
  const custody = useCustodyLines(tool, actor, acts, onNext, onClose);
  const isSteward = actor.me.isSteward;
  const thing: readonly Line[] = [
    { key: 'edit', icon: 'pen', label: t`Modifier la fiche`, href: routes.editTool(tool.id) },
    { key: 'photo', icon: 'camera', label: t`Ajouter une photo`, onPress: () => onNext('photo') },
    { key: 'label', icon: 'qr', label: t`Étiquettes`, href: routes.labels },
    ...(!isSteward
      ? []
      : tool.retired === null
        ? [
            {
              key: 'retire',
              icon: 'moon' as const,
              label: t`Ne plus prêter`,
              grave: true,
              onPress: () => onNext('retire'),
            },
          ]
        : [{ key: 'restore', icon: 'undo' as const, label: t`Prêter de nouveau`, onPress: standing.restore }]),
  ];
  const refusal = acts.refusal ?? standing.refusal;
  return (
    <Sheet title={tool.name} onClose={onClose}>
      <ul className="list">
        {[...custody, ...(actor.isAtDoor ? [] : thing)].map(({ key, ...line }) => (
          <li key={key}>
            <ActRow {...line} />
          </li>
        ))}
      </ul>
      {refusal === null ? null : <Problem>{refusalText(i18n, refusal)}</Problem>}
    </Sheet>
  );
};

function useRestore(tool: Tool, onClose: () => void) {
  const { t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const restore = async () => {
    const restored = await act.run(() => commands.restore(tool.id));
    if (restored?.ok !== true) return;
    toasts.getState().say({ words: t`C’est noté : on le prête de nouveau.` });
    onClose();
  };
  return { refusal: act.refusal, restore: () => void restore() };
}

/** The lines about who has it: only those that can be right now, and never the one the big act already is. */
function useCustodyLines(
  tool: Tool,
  actor: Actor,
  acts: CustodyActs,
  onNext: (next: NextSheet) => void,
  onClose: () => void,
): readonly Line[] {
  const { i18n, t } = useLingui();
  const { clock } = useApp();
  const phrases = useDatePhrases();
  const { claims } = tool.custody;
  const right = rightAct(tool, actor.member);
  const last = undoable(tool, actor.me.log, clock.now());
  const mine = claims.find(({ by }) => by === actor.member);
  const holder = claims.find(({ by }) => isMember(by) && by !== actor.member)?.by ?? null;
  const close = async (went: Promise<boolean>) => {
    if (await went) onClose();
  };
  const lines: Line[] = [];
  if (right.kind === 'take') {
    lines.push({ key: 'take', icon: 'clock', label: t`Dire jusqu’à quand, pour quoi`, onPress: () => onNext('take') });
    if (!actor.isAtDoor)
      lines.push({
        key: 'take-for',
        icon: 'people',
        label: t`Prendre pour quelqu’un`,
        onPress: () => onNext('take-for'),
      });
  }
  if (claims.length > 0)
    lines.push({
      key: 'pass',
      icon: 'hand',
      label: t`Passer à quelqu’un`,
      note: t`De la main à la main.`,
      onPress: () => onNext('pass'),
    });
  if (right.kind === 'have' || right.kind === 'contested') {
    const name = whoWords(i18n, holder, actor.names.members);
    const label = claims.length > 1 ? t`C’est revenu à sa place` : t`Rendre pour ${name}`;
    lines.push({ key: 'have', icon: 'arrow', label: t`Je l’ai maintenant`, onPress: () => onNext('have') });
    lines.push({ key: 'return', icon: 'check', label, onPress: () => onNext('return') });
  }
  if (right.kind === 'return')
    lines.push({
      key: 'return',
      icon: 'pin',
      label: t`Rendre avec un mot, une photo`,
      onPress: () => onNext('return'),
    });
  lines.push({ key: 'fault', icon: 'fix', label: t`Quelque chose ne va pas`, onPress: () => onNext('fault') });
  if (last !== null)
    lines.push({
      key: 'undo',
      icon: 'undo',
      label: t`Annuler mon dernier geste`,
      note: phrases.ago(last.fact.at ?? 0),
      onPress: () => void close(acts.withdraw(last.fact, 'undo')),
    });
  if (mine !== undefined && last?.fact.id !== mine.ref.id)
    lines.push({
      key: 'not-me',
      icon: 'close',
      label: t`Ce n’était pas moi`,
      note: t`Ça reste dans le carnet, barré.`,
      onPress: () => void close(acts.withdraw(mine.ref, 'not-me')),
    });
  return lines;
}
