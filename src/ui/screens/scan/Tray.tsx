import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { useMe, useNames } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { personFace } from '../../parts/personFace.ts';
import { Token } from '../../parts/Token.tsx';
import { routes } from '#ui/routes.ts';
import type { Basket } from '../../state/basket.ts';
import { DoneRow } from './DoneRow.tsx';
import { ForAllSheet } from './ForAllSheet.tsx';
import type { DoneHere } from './useDoneHere.ts';

/** What was done in this visit. All of it is written down: this is no list still to be sent. */
export const Tray = ({ done, basket }: { readonly done: readonly DoneHere[]; readonly basket: StoreApi<Basket> }) => {
  const { t } = useLingui();
  const me = useMe();
  const names = useNames();
  const phrases = useDatePhrases();
  const { by, until } = useStore(basket);
  const [isChanging, setChanging] = useState(false);
  if (me === undefined || names === undefined) return null;
  const person = personFace(by ?? me.member, names.members);
  const name = person.name ?? t`quelqu’un`;
  const count = done.length;
  return (
    <section className="scan-tray" aria-label={t`Fait à l’instant`}>
      <div className="line">
        <Token person={person} beside />
        <div className="grow">
          <p className="name">
            {done.every(({ kind }) => kind === 'taken') ? (
              <Plural value={count} one={`${name} prend # outil`} other={`${name} prend # outils`} />
            ) : done.every(({ kind }) => kind === 'returned') ? (
              <Plural value={count} one="# outil rendu" other="# outils rendus" />
            ) : (
              <Plural value={count} one="# outil noté" other="# outils notés" />
            )}
          </p>
          {until === null ? null : <p className="small soft">{phrases.until(until)}</p>}
        </div>
        <Button size="short" onClick={() => setChanging(true)}>
          <Trans>Changer</Trans>
        </Button>
      </div>
      <ul className="list">
        {done.toReversed().map((entry) => (
          <li key={entry.tool}>
            <DoneRow entry={entry} />
          </li>
        ))}
      </ul>
      <Button look="main" href={routes.home}>
        <Plural value={count} one="C’est bon, # outil" other="C’est bon, # outils" />
      </Button>
      {isChanging ? <ForAllSheet basket={basket} onClose={() => setChanging(false)} /> : null}
    </section>
  );
};
