import { useState } from 'react';
import { useParams } from 'wouter';
import type { ToolId } from '#domain/ids.ts';
import { goTo, routes } from '#ui/routes.ts';
import { ChooseStep } from './ChooseStep.tsx';
import { SheetStep } from './SheetStep.tsx';
import type { WantedLabels } from './usePrintedLabels.ts';
import './labels.css';

/** Labels to print. The address says the step, so that going back leads to what was chosen: `sheet`, or one tool. */
export const LabelsScreen = () => {
  const { what } = useParams<{ what?: string }>();
  const [wanted, setWanted] = useState<WantedLabels>(() => ({
    kind: 'tools',
    tools: what === undefined || what === 'sheet' ? [] : [what as ToolId],
  }));
  const count = wanted.kind === 'tools' ? wanted.tools.length : wanted.count;
  const single = what !== undefined && what !== 'sheet' ? (what as ToolId) : null;
  if (what === undefined || count === 0) {
    return <ChooseStep wanted={wanted} onChoose={setWanted} onDone={() => goTo(routes.labelSheet)} />;
  }
  return (
    <SheetStep
      wanted={wanted}
      // From a tool's page the way back leads there.
      tool={single}
      onCount={(blank) => setWanted({ kind: 'blank', count: blank })}
    />
  );
};
