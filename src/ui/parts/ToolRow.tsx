import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Found, type FoundRange } from './Found.tsx';
import { Icon } from './Icon.tsx';
import { PegTile, type ThingFace } from './PegTile.tsx';
import { StatusChip, type State } from './StatusChip.tsx';

/** What a row of a list says about a tool, a space or a thing to do. */
export interface ToolRowProps {
  readonly href: string;
  readonly thing: ThingFace;
  readonly name: string;
  readonly found?: readonly FoundRange[] | undefined;
  /** The other name by which it was found. */
  readonly alsoCalled?: string | undefined;
  readonly state: State;
  /** The words of the state, already phrased: "Là, crochet 12", "Chez Nour, jusqu’à lundi". */
  readonly stateWords: ReactNode;
  readonly note?: ReactNode;
}

/** One line of ruled paper. Put it into the `<li>` of a `<ul className="list">`. */
export const ToolRow = ({ href, thing, name, found, alsoCalled, state, stateWords, note }: ToolRowProps) => (
  <a className="tool-row" href={href}>
    <PegTile thing={thing} state={state} />
    <span className="grow">
      <span className="name cut">
        <Found text={name} ranges={found} />
      </span>
      {alsoCalled === undefined ? null : (
        <span className="small soft">
          <Trans>aussi « {alsoCalled} »</Trans>
        </span>
      )}
      <StatusChip state={state}>{stateWords}</StatusChip>
      {note === undefined ? null : <span className="small soft">{note}</span>}
    </span>
    <Icon name="right" />
  </a>
);
