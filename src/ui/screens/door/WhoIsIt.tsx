import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import type { MemberId } from '#domain/ids.ts';
import { lastHolders, people } from '#store/queries/people.ts';
import type { Names } from '#store/queries/names.ts';
import { whoFace } from '../../parts/personFace.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { HungTokens } from '../../parts/HungTokens.tsx';
import { Problem } from '../../parts/Problem.tsx';
import type { DoorState } from './doorState.ts';

/** Three rows of six, the last ring being for everybody else. */
const tokensShown = 17;

/** The tokens one touches to say who one is. */
export const WhoIsIt = ({
  state,
  names,
  onWho,
  onNobody,
  onOther,
}: {
  readonly state: DoorState;
  readonly names: Names;
  readonly onWho: (who: MemberId) => void;
  readonly onNobody: () => void;
  readonly onOther: () => void;
}) => {
  const { i18n, t } = useLingui();
  const { who, tool, problem } = state;
  const order = useOrder(who !== null);
  const heading = useRef<HTMLHeadingElement>(null);
  const asked = tool?.asks === 'who' ? tool.id : null;
  useEffect(() => {
    if (asked !== null) heading.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);

  // Somebody just added, or further down the list, stands first while they are here.
  const first = order.slice(0, tokensShown);
  const shown = who === null || first.includes(who) ? first : [who, ...first.slice(0, tokensShown - 1)];
  const name = who === null ? null : whoWords(i18n, who, names.members);
  return (
    <section className="door-who">
      <div className="door-who-head">
        <div className="grow">
          <h2 ref={heading}>{name === null ? <Trans>C’est qui ?</Trans> : <Trans>C’est toi, {name}</Trans>}</h2>
          <p className="soft" role="status">
            {tool?.asks === 'who' ? (
              <Trans>{tool.name} : touche ton jeton.</Trans>
            ) : name === null ? (
              <Trans>Touche ton jeton, puis scanne.</Trans>
            ) : (
              <Trans>Scanne ce que tu prends ou rends.</Trans>
            )}
          </p>
        </div>
        {name === null ? null : (
          <Button look="quiet" size="short" onClick={onNobody}>
            <Trans>Ce n’est pas moi</Trans>
          </Button>
        )}
      </div>
      {problem === null ? null : (
        <div role="alert">
          <Problem>{problem}</Problem>
        </div>
      )}
      <HungTokens
        size="huge"
        people={shown.map((id) => whoFace(id, names.members))}
        chosen={who}
        onChoose={onWho}
        last={{ icon: 'search', words: t`Autre`, onPress: onOther }}
      />
    </section>
  );
};

/** Who came last, first; then everybody by name. The tokens keep still while somebody stands there. */
function useOrder(isHeld: boolean): readonly MemberId[] {
  const { db } = useWorkshop();
  const live = useLiveQuery(async () => {
    const [recent, all] = await Promise.all([lastHolders(db), people(db)]);
    const named = new Set(all.flatMap(({ id, state }) => (state === 'named' ? [id] : [])));
    return [...new Set([...recent.filter((id) => named.has(id)), ...named])];
  }, [db]);
  const [kept, setKept] = useState(live);
  if (kept !== live && (!isHeld || kept === undefined)) setKept(live);
  return kept ?? [];
}
