import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { ToolRow } from '#domain/rows.ts';
import { toolCounts, toolsOut } from '#store/queries/tools.ts';
import { type Speech, isLate, toThing } from '#ui/frame/toolFace.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Mark } from '../../parts/Mark.tsx';
import { Silhouette } from '../../parts/Silhouette.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { Token } from '../../parts/Token.tsx';

/** The wall of what is out. A touch is as good as a scan: a label may be lost, and a return is never refused. */
export const OutWall = ({ speech, onTool }: { readonly speech: Speech; readonly onTool: (row: ToolRow) => void }) => {
  const { db } = useWorkshop();
  const out = useLiveQuery(() => toolsOut(db), [db]);
  const counts = useLiveQuery(() => toolCounts(db), [db]);
  if (out === undefined || counts === undefined) return null;
  return (
    <section className="door-outs board">
      <div className="door-outs-head">
        <h2 className="patch">{out.length === 0 ? <Trans>Tout est là</Trans> : <Trans>Dehors en ce moment</Trans>}</h2>
        <StatusChip state="here" tinted>
          <Plural value={counts.all - counts.out} one="# outil est là" other="# outils sont là" />
        </StatusChip>
      </div>
      <ul>
        {out.map((row) => (
          <li key={row.id}>
            <OutCard row={row} speech={speech} onPress={() => onTool(row)} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const OutCard = ({
  row,
  speech,
  onPress,
}: {
  readonly row: ToolRow;
  readonly speech: Speech;
  readonly onPress: () => void;
}) => {
  const { t } = useLingui();
  const photo = usePicture(row.face);
  const thing = toThing(row, speech.names, { ...speech, me: null, photo });
  const [claim] = row.claims;
  const isTold = claim?.until != null;
  const late = claim !== undefined && isLate(claim, speech.today);
  const name = whoWords(speech.i18n, claim?.by ?? null, speech.names.members);
  const when = late
    ? t`en retard`
    : isTold
      ? speech.phrases.due(claim.until ?? '')
      : speech.phrases.since(row.outSince ?? speech.now);
  return (
    <button type="button" className="card-on-wall" onClick={onPress}>
      {photo === undefined ? (
        <Silhouette name={thing.silhouette} stance="out" size="medium" />
      ) : (
        <img className="photo" src={photo} alt="" />
      )}
      {(thing.holders ?? []).slice(0, 1).map((person) => (
        <Token key={person.id} person={person} beside />
      ))}
      <span className="paper-tag">
        <b>{row.name}</b>
        <span className="hidden">{t`, chez ${name}, `}</span>
        {late ? (
          <span className="chip state-late">
            <Mark name="late" />
            {when}
          </span>
        ) : (
          <span>{when}</span>
        )}
      </span>
    </button>
  );
};
