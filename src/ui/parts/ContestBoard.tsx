import type { SilhouetteName } from './drawingNames.ts';
import { Silhouette } from './Silhouette.tsx';
import { Token, type PersonFace } from './Token.tsx';

/**
 * One hook, two people who believe they have the thing: their tokens hang on one thread, the outline between them. Once
 * a scan has settled it the thread falls and one token stays.
 */
export const ContestBoard = ({
  silhouette,
  people: [left, right],
  settledBy,
}: {
  readonly silhouette: SilhouetteName;
  readonly people: readonly [PersonFace, PersonFace];
  readonly settledBy?: PersonFace['id'] | undefined;
}) => (
  <div className="contest board framed">
    <Silhouette name={silhouette} stance="out" size="large" />
    {settledBy === undefined ? (
      <svg
        className="contest-thread"
        viewBox="0 0 358 216"
        preserveAspectRatio="none"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M70 90C84 46 130 22 179 22s95 22 109 68" vectorEffect="non-scaling-stroke" />
      </svg>
    ) : null}
    {settledBy === undefined ? <span className="contest-knot" /> : null}
    {settledBy === undefined || settledBy === left.id ? (
      <span className="contest-side">
        <Token person={left} size="huge" />
      </span>
    ) : null}
    {settledBy === undefined || settledBy === right.id ? (
      <span className="contest-side right">
        <Token person={right} size="huge" />
      </span>
    ) : null}
  </div>
);
