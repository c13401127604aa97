import { Trans } from '@lingui/react/macro';
import type { SilhouetteName } from './drawingNames.ts';
import { PegTile } from './PegTile.tsx';
import { Token, type PersonFace } from './Token.tsx';

export type ThreadStep = {
  readonly id: string;
  /** "12 avril", "depuis jeudi", "en a envie". */
  readonly when: string;
  /** Passed from hand to hand by the one before: a brass knot on the thread. */
  readonly byHand?: boolean | undefined;
  /** Not yet: who would like it next. */
  readonly next?: boolean | undefined;
} & (
  | { readonly at: 'place'; readonly place: string; readonly silhouette: SilhouetteName }
  | { readonly at: 'person'; readonly person: PersonFace }
);

/** How a thing circulates: from its hook to somebody, to somebody else. Three or four steps; the whole is a page. */
export const Thread = ({ steps }: { readonly steps: readonly ThreadStep[] }) => (
  <div className="thread-room">
    <ol className="thread">
      {steps.map((step) => (
        <li
          key={step.id}
          className={[step.byHand && 'by-hand', step.next && 'next'].filter(Boolean).join(' ') || undefined}
        >
          <span className="face">
            {step.at === 'place' ? (
              <PegTile thing={{ silhouette: step.silhouette, stance: 'here' }} size="small" />
            ) : (
              <Token person={step.person} beside />
            )}
          </span>
          <span>
            {step.at === 'place' ? step.place : (step.person.name ?? <Trans>quelqu’un</Trans>)}
            {step.byHand ? (
              <span className="hidden">
                {' '}
                <Trans>(de la main à la main)</Trans>
              </span>
            ) : null}
            <small>{step.when}</small>
          </span>
        </li>
      ))}
    </ol>
  </div>
);
