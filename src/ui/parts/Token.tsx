import { useLingui } from '@lingui/react/macro';
import type { MemberId } from '#domain/ids.ts';
import { initials } from './initials.ts';
import { tokenFace, type TokenShape } from './tokenFace.ts';

/** What is needed to draw somebody. `name: null` = their name was removed, or has not arrived yet. */
export interface PersonFace {
  readonly id: MemberId;
  readonly name: string | null;
  readonly steward?: boolean | undefined;
  /** Without a phone of their own, or of another workshop. */
  readonly guest?: boolean | undefined;
  readonly away?: boolean | undefined;
}

const octagon = (r: number): string => {
  const k = r * Math.tan(Math.PI / 8);
  const at = (x: number, y: number) => `${(24 + x).toFixed(1)} ${(24 + y).toFixed(1)}`;
  return `M${at(r, k)}L${at(k, r)}L${at(-k, r)}L${at(-r, k)}L${at(-r, -k)}L${at(-k, -r)}L${at(k, -r)}L${at(r, -k)}z`;
};

const Outline = ({
  shape,
  inset,
  className,
}: {
  readonly shape: TokenShape;
  readonly inset: number;
  readonly className: string;
}) => {
  const r = 22.5 - inset;
  if (shape === 'round') return <circle className={className} cx="24" cy="24" r={r} />;
  if (shape === 'octagon') return <path className={className} d={octagon(r + 0.4)} />;
  const half = r * 0.94;
  return (
    <rect
      className={className}
      x={24 - half}
      y={24 - half}
      width={half * 2}
      height={half * 2}
      rx={half * 0.36 - inset * 0.2}
    />
  );
};

/**
 * A person, as the numbered token workers hung in place of the tool they took. The name stands beside it (`beside`),
 * or the token carries it as its label.
 */
export const Token = ({
  person,
  size,
  beside = false,
}: {
  readonly person: PersonFace;
  readonly size?: 'small' | 'large' | 'huge' | undefined;
  readonly beside?: boolean | undefined;
}) => {
  const { t } = useLingui();
  const { shape, metal } = tokenFace(person.id);
  const classes = ['token', metal, size, person.steward && 'steward', person.guest && 'guest', person.away && 'away'];
  return (
    <svg
      className={classes.filter(Boolean).join(' ')}
      viewBox="0 0 48 48"
      focusable="false"
      {...(beside ? { 'aria-hidden': true } : { role: 'img', 'aria-label': person.name ?? t`quelqu’un` })}
    >
      <Outline shape={shape} inset={0} className="disc" />
      {size === 'small' && !person.steward ? null : <Outline shape={shape} inset={3.9} className="lip" />}
      <circle className="eye" cx="24" cy="7.8" r="3.3" />
      <text x="24" y="32">
        {person.name === null ? '' : initials(person.name)}
      </text>
    </svg>
  );
};
