import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { fold } from '#domain/fold.ts';
import type { MemberId } from '#domain/ids.ts';
import { lapseOf } from '#domain/lapse.ts';
import type { Holder, Skill } from '#domain/settle/skill.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { heldState, heldWords } from '#ui/skill/skillWords.ts';
import { whoFace } from '../../parts/personFace.ts';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { Token } from '../../parts/Token.tsx';
import { whoWords } from '../../texts/whoWords.ts';
import { HolderSheet } from './HolderSheet.tsx';

interface HoldersProps {
  readonly skill: Skill;
  readonly uses: ReadonlyMap<MemberId, number>;
  readonly actor: Actor;
}

/** Everybody of the workshop who holds it, and until when. */
export const Holders = ({ skill, uses, actor }: HoldersProps) => {
  const { i18n, t } = useLingui();
  const [shown, setShown] = useState<Holder | null>(null);
  const { names, speech } = actor;
  const nameOf = ({ member }: Holder): string => fold(names.members.get(member)?.name ?? '\uffff');
  const holders = skill.holders
    .filter(({ member }) => names.members.get(member)?.standing === 'in')
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return (
    <section className="section">
      <h2>
        <Trans>Qui sait faire</Trans>
      </h2>
      {holders.length === 0 ? (
        <p className="soft">
          <Trans>Personne encore. Un·e gardien·ne dit qui sait, et la suite se montre.</Trans>
        </p>
      ) : (
        <ul className="list">
          {holders.map((holder) => {
            const lapse = lapseOf(skill, { at: holder.at, usedAt: uses.get(holder.member) ?? null });
            const from = whoWords(i18n, holder.teacher, names.members);
            return (
              <li key={holder.member}>
                <button type="button" className="tool-row holder-row" onClick={() => setShown(holder)}>
                  <Token person={whoFace(holder.member, names.members)} beside />
                  <span className="grow">
                    <span className="name">{whoWords(i18n, holder.member, names.members)}</span>
                    <StatusChip state={heldState(lapse, speech.now)}>{heldWords(speech, lapse)}</StatusChip>
                    <span className="small soft">{holder.knew ? t`savait déjà` : t`par ${from}`}</span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {shown === null ? null : (
        <HolderSheet skill={skill} holder={shown} actor={actor} onClose={() => setShown(null)} />
      )}
    </section>
  );
};
