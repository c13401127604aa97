import { whoWords } from '../texts/whoWords.ts';
import { silhouetteOf } from '../parts/silhouetteOf.ts';
import { whoFace } from '../parts/personFace.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Tool } from '#domain/settle/tool.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { ContestBoard } from '../parts/ContestBoard.tsx';
import { quoted } from '../texts/quoted.ts';
import { drawnOf } from './toolStatus.ts';
import type { Actor } from './useActor.ts';
import './act.css';

/** Two people (or more) believe they have it: what each of them said, and that nobody is wrong. */
export const ContestSides = ({
  tool,
  actor,
  isDrawn = true,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  /** Not where both tokens hang on the hook already. */
  readonly isDrawn?: boolean | undefined;
}) => {
  const { i18n, t } = useLingui();
  const phrases = useDatePhrases();
  const { names, member } = actor;
  const { claims, doubts } = tool.custody;
  const [one, two] = [...claims, ...doubts].map(({ by }) => whoFace(by, names.members));
  const silhouette = silhouetteOf(drawnOf(tool), names.categories);
  return (
    <div className="contest-sides">
      {!isDrawn || one === undefined || two === undefined ? null : (
        <ContestBoard silhouette={silhouette} people={[one, two]} />
      )}
      <div className="sides">
        {claims.map(({ ref, by, from, how, at, purpose }) => {
          const isMe = by === member;
          const giver = whoWords(i18n, from, names.members);
          return (
            <div key={ref.id}>
              <p className="name">{isMe ? <Trans>Toi</Trans> : whoWords(i18n, by, names.members)}</p>
              <p className="said">
                {how === 'taken'
                  ? t`depuis le mur`
                  : from === null
                    ? t`de la main à la main`
                    : t`des mains de ${giver}`}
                {purpose === null ? null : ` ${quoted(i18n, purpose)}`}
              </p>
              <p className="small soft">{phrases.moment(at)}</p>
            </div>
          );
        })}
        {doubts.map(({ ref, by, how, at }) => (
          <div key={ref.id}>
            <p className="name">{by === member ? <Trans>Toi</Trans> : whoWords(i18n, by, names.members)}</p>
            <p className="said">{how === 'returned' ? t`l’a remis à sa place` : t`l’a retiré du prêt`}</p>
            <p className="small soft">{phrases.moment(at)}</p>
          </div>
        ))}
      </div>
      <p>
        <Trans>
          Vos téléphones ne s’étaient pas encore croisés. <b>Personne n’a tort :</b> dis seulement où il est maintenant.
        </Trans>
      </p>
    </div>
  );
};
