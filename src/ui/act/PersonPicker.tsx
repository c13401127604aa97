import { whoFace } from '../parts/personFace.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { fold } from '#domain/fold.ts';
import type { MemberId } from '#domain/ids.ts';
import type { MemberRow } from '#domain/rows.ts';
import { useAct } from '../hooks/useAct.ts';
import { useNames, useWorkshop } from '../hooks/useWorkshop.ts';
import { ActRow } from '../parts/ActRow.tsx';
import { Person } from '../parts/Person.tsx';
import { Problem } from '../parts/Problem.tsx';
import { SearchField } from '../parts/SearchField.tsx';
import { refusalText } from '../texts/refusals.ts';
import './act.css';

const mostShown = 30;

/**
 * Somebody of the workshop: those named in `first` (the tool's last users), then everybody by name; searched by any part
 * of the name; or a new person, who then is a member without a phone. Contents of a sheet or a page.
 */
export const PersonPicker = ({
  first = [],
  without = [],
  onPick,
}: {
  readonly first?: readonly MemberId[] | undefined;
  readonly without?: readonly MemberId[] | undefined;
  readonly onPick: (member: MemberId) => void;
}) => {
  const { i18n, t } = useLingui();
  const { commands } = useWorkshop();
  const names = useNames();
  const act = useAct();
  const [sought, setSought] = useState('');
  if (names === undefined) return null;
  const found = seek([...names.members.values()], sought, first, without);
  const name = sought.trim();
  const isKnown = found.some((row) => fold(row.name ?? '') === fold(name));
  const add = async () => {
    const added = await act.run(() => commands.addMember({ name }));
    if (added?.ok === true) onPick(added.value);
  };
  return (
    <div className="person-picker">
      <SearchField label={t`Chercher un prénom`} value={sought} onChange={setSought} />
      <ul className="list">
        {found.slice(0, mostShown).map((row) => (
          <li key={row.id}>
            <button type="button" className="act-row" onClick={() => onPick(row.id)}>
              <Person person={whoFace(row.id, names.members)} />
            </button>
          </li>
        ))}
        {name === '' || isKnown ? null : (
          <li>
            <ActRow
              icon="plus"
              label={act.isWorking ? t`J’écris…` : t`Nouvelle personne : ${name}`}
              note={t`Sans téléphone pour l’instant.`}
              onPress={() => void add()}
            />
          </li>
        )}
      </ul>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
      {found.length > mostShown ? (
        <p className="small soft">
          <Trans>D’autres encore : écris le début du prénom.</Trans>
        </p>
      ) : null}
      {name === '' ? (
        <p className="small soft">
          <Trans>Pas dans la liste ? Écris son prénom.</Trans>
        </p>
      ) : null}
    </div>
  );
};

function seek(
  members: readonly MemberRow[],
  sought: string,
  first: readonly MemberId[],
  without: readonly MemberId[],
): readonly MemberRow[] {
  const words = fold(sought.trim());
  const rank = ({ id }: MemberRow) => (first.includes(id) ? first.indexOf(id) : first.length);
  return members
    .filter(({ id, name }) => name !== null && !without.includes(id) && fold(name).includes(words))
    .toSorted((a, b) => rank(a) - rank(b) || (fold(a.name ?? '') < fold(b.name ?? '') ? -1 : 1));
}
