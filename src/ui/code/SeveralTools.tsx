import { Trans, useLingui } from '@lingui/react/macro';
import type { LabelId, ToolId } from '#domain/ids.ts';
import type { ToolRow } from '#domain/rows.ts';
import { useAct } from '../hooks/useAct.ts';
import { useApp } from '../hooks/useApp.ts';
import { useSpeech } from '../hooks/useSpeech.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { ActRow } from '../parts/ActRow.tsx';
import { Problem } from '../parts/Problem.tsx';
import { refusalText } from '../texts/refusals.ts';
import type { CodeOnThing } from './resolve.ts';
import { PickRow } from './ToolPicker.tsx';

/** One code, several tools: which one is it? A label may stay on one only, and the others get a new one. */
export const SeveralTools = ({
  tools,
  by,
  onPick,
}: {
  readonly tools: readonly ToolRow[];
  readonly by: CodeOnThing;
  readonly onPick: (tool: ToolId) => void;
}) => {
  const speech = useSpeech();
  if (speech === undefined) return null;
  return (
    <>
      <ul className="list">
        {tools.map((row) => (
          <li key={row.id}>
            <PickRow row={row} speech={speech} onPick={() => onPick(row.id)} />
          </li>
        ))}
      </ul>
      {by.kind === 'label' ? (
        <Relabel tools={tools} label={by.label} />
      ) : (
        <p className="small soft">
          <Trans>C’est le numéro du modèle : chaque exemplaire porte le même. Une étiquette à chacun aiderait.</Trans>
        </p>
      )}
    </>
  );
};

const Relabel = ({ tools, label }: { readonly tools: readonly ToolRow[]; readonly label: LabelId }) => {
  const { i18n, t } = useLingui();
  const { toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const keepOn = async (tool: ToolRow) => {
    const kept = await act.run(() => commands.bindLabel(tool.id, label, { moving: true }));
    if (kept?.ok === true) toasts.getState().say({ words: t`C’est noté : l’étiquette reste sur ${tool.name}.` });
  };
  return (
    <section className="section">
      <h3>
        <Trans>Sur lequel reste-t-elle ?</Trans>
      </h3>
      <p className="small soft">
        <Trans>Deux téléphones l’ont collée chacun de son côté. Les autres outils auront une étiquette neuve.</Trans>
      </p>
      <ul className="list">
        {tools.map((tool) => (
          <li key={tool.id}>
            <ActRow icon="pin" label={t`Elle reste sur ${tool.name}`} onPress={() => void keepOn(tool)} />
          </li>
        ))}
      </ul>
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </section>
  );
};
