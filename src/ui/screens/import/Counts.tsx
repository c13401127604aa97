import { Plural } from '@lingui/react/macro';
import type { ImportPlan } from '#app/importing/importFile.ts';
import { Mark } from '../../parts/Mark.tsx';

/** How many rows are ready, to be looked at, refused: each with its own shape. */
export const Counts = ({ report }: { readonly report: ImportPlan['report'] }) => (
  <p className="import-counts">
    <span className="ready">
      <Mark name="here" />
      <Plural value={report.ready} one="# prête" other="# prêtes" />
    </span>
    <span className="look">
      <Mark name="care" />
      <Plural value={report.look} one="# à regarder" other="# à regarder" />
    </span>
    <span className="refused">
      <Mark name="broken" />
      <Plural value={report.refused} one="# refusée" other="# refusées" />
    </span>
  </p>
);
