import { Trans, useLingui } from '@lingui/react/macro';
import { labelGroups } from '#domain/label.ts';
import type { ToolRow } from '#domain/rows.ts';
import type { ScannedCode } from '#domain/scannedCode.ts';
import { codeTitle } from '#ui/code/codeTitle.ts';
import { labelProblem } from '#ui/code/labelProblem.ts';
import type { Resolved } from '#ui/code/resolve.ts';
import { PickRow } from '#ui/code/ToolPicker.tsx';
import { TypedCode } from '#ui/code/TypedCode.tsx';
import { useSpeech } from '../../hooks/useSpeech.ts';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';

/** A code that is not one known tool. Labels are not bound at the door: that is for somebody who knows the workshop. */
export const DoorCodeSheet = ({
  resolved,
  onTool,
  onTyped,
  onClose,
}: {
  readonly resolved: Exclude<Resolved, { readonly kind: 'tool' }>;
  readonly onTool: (row: ToolRow) => void;
  readonly onTyped: (code: ScannedCode) => void;
  readonly onClose: () => void;
}) => {
  const { i18n, t } = useLingui();
  const speech = useSpeech();
  if (resolved.kind === 'several')
    return (
      <Sheet title={codeTitle(i18n, resolved)} onClose={onClose}>
        <ul className="list">
          {speech === undefined
            ? null
            : resolved.tools.map((row) => (
                <li key={row.id}>
                  <PickRow row={row} speech={speech} onPick={() => onTool(row)} />
                </li>
              ))}
        </ul>
      </Sheet>
    );
  if (resolved.kind === 'damaged')
    return (
      <Sheet title={codeTitle(i18n, resolved)} onClose={onClose}>
        <Problem>{labelProblem(i18n, resolved.refusal)}</Problem>
        <TypedCode start={resolved.text} onCode={onTyped} />
      </Sheet>
    );
  if (resolved.kind === 'invitation')
    return (
      <Sheet title={codeTitle(i18n, resolved)} onClose={onClose}>
        <p>
          <Trans>Elle s’ouvre sur le téléphone de la personne invitée, pas sur cette tablette.</Trans>
        </p>
      </Sheet>
    );
  if (resolved.kind === 'induction')
    return (
      <Sheet title={codeTitle(i18n, resolved)} onClose={onClose}>
        <p>
          <Trans>Une passation se dit sur le téléphone de la personne, pas sur cette tablette.</Trans>
        </p>
      </Sheet>
    );
  return (
    <Sheet title={t`Personne ici ne connaît ce code`} onClose={onClose}>
      <div className="stack">
        <p className="code">{resolved.kind === 'unclaimed' ? resolved.code.text : labelGroups(resolved.label)}</p>
        <p>
          <Trans>Il n’est encore sur aucun outil. Montre-le à un·e gardien·ne, ou touche l’outil sur le mur.</Trans>
        </p>
      </div>
    </Sheet>
  );
};
