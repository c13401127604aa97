import { Trans } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import type { SkillId } from '#domain/ids.ts';
import { toolsNeeding } from '#store/queries/skills.ts';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import type { Speech } from '#ui/frame/toolFace.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { WaitingRows } from '../../parts/WaitingRows.tsx';

/** Tools and spaces that ask for a skill. */
export const ToolsNeeding = ({ skill, speech }: { readonly skill: SkillId; readonly speech: Speech }) => {
  const { db } = useWorkshop();
  const tools = useLiveQuery(() => toolsNeeding(db, skill), [db, skill]);
  return (
    <section className="section">
      <h2>
        <Trans>Ce qui le demande</Trans>
      </h2>
      {tools === undefined ? (
        <WaitingRows count={1} />
      ) : tools.length === 0 ? (
        <p className="soft">
          <Trans>Aucun outil encore. On le dit dans la fiche de l’outil.</Trans>
        </p>
      ) : (
        <ul className="list">
          {tools.map((row) => (
            <li key={row.id}>
              <ToolListRow row={row} speech={speech} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
