import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import type { TextName } from '#domain/kinds/text.ts';
import type { Photo } from '#domain/schema.ts';
import type { KeptText } from '#domain/settle/kept.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Button } from '../parts/Button.tsx';
import { Problem } from '../parts/Problem.tsx';
import { refusalText } from '../texts/refusals.ts';
import { Changes } from './Changes.tsx';
import { KeptLine } from './KeptLine.tsx';
import { ProseText } from './ProseText.tsx';

/** All that was ever kept, the version that stands first: what each changed, what it said, and the way back to it. */
export const Versions = ({
  of,
  versions,
  photos,
}: {
  readonly of: TextName;
  readonly versions: readonly KeptText[];
  readonly photos: readonly Photo[];
}) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const workshop = useWorkshop();
  const act = useAct();
  const [stands] = versions;
  if (stands === undefined || versions.length < 2) return null;

  const keep = (text: string) => act.run(() => workshop.commands.keepText(of, text));
  const bringBack = async ({ text }: KeptText) => {
    const kept = await keep(text);
    if (kept?.ok !== true) return;
    void followInDraft(stands.text, text);
    toasts.getState().say({
      words: t`Cette version est de nouveau celle qu’on lit.`,
      undo: () => void keep(stands.text).then(() => followInDraft(text, stands.text)),
    });
  };
  /** The draft goes along, unless somebody wrote in it what nobody kept: no letter of theirs is lost by it. */
  const followInDraft = async (before: string, after: string) => {
    const board = await workshop.board().catch(() => null);
    if (board === null) return;
    if (board.read(of).trim() === before) board.write(of, after);
    await board.prepare(of);
  };
  return (
    <section className="section">
      <div className="head">
        <h2>
          <Trans>Versions</Trans>
        </h2>
      </div>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      <ul className="list">
        {versions.map((version, nth) => (
          <li key={version.ref.id}>
            <Version version={version} before={versions[nth + 1]} isRead={nth === 0} photos={photos}>
              <Button
                size="short"
                icon="undo"
                aria-disabled={act.isWorking || undefined}
                onClick={() => void bringBack(version)}
              >
                <Trans>Ramener cette version</Trans>
              </Button>
            </Version>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** One of them, drawn once it is opened: there may be many. */
const Version = ({
  version,
  before,
  isRead,
  photos,
  children,
}: {
  readonly version: KeptText;
  readonly before: KeptText | undefined;
  /** The one that stands: its words are above already. */
  readonly isRead: boolean;
  readonly photos: readonly Photo[];
  readonly children: ReactNode;
}) => {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="version" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <KeptLine version={version} />
        {isRead ? (
          <span className="soft">
            <Trans>· celle qu’on lit</Trans>
          </span>
        ) : null}
      </summary>
      {isOpen && before !== undefined ? (
        <>
          <h3>
            <Trans>Ce qu’elle a changé</Trans>
          </h3>
          <Changes before={before.text} after={version.text} />
        </>
      ) : null}
      {isOpen && !isRead ? (
        <>
          <h3>
            <Trans>Ce qu’elle disait</Trans>
          </h3>
          <ProseText text={version.text} photos={photos} />
          {children}
        </>
      ) : null}
    </details>
  );
};
