import { CheckBox } from '../../parts/CheckBox.tsx';

/** Steps to tick with the thumb. Nothing depends on them: what was left out is told, and no more. */
export const Steps = ({
  steps,
  ticked,
  onChange,
}: {
  readonly steps: readonly string[];
  readonly ticked: ReadonlySet<string>;
  readonly onChange: (ticked: ReadonlySet<string>) => void;
}) => {
  const change = (step: string, isTicked: boolean): void => {
    const next = new Set(ticked);
    if (isTicked) next.add(step);
    else next.delete(step);
    onChange(next);
  };
  return (
    <ul className="tour-steps">
      {steps.map((step) => (
        <li key={step}>
          <CheckBox label={step} checked={ticked.has(step)} onChange={(isTicked) => change(step, isTicked)} />
        </li>
      ))}
    </ul>
  );
};

/** Nothing ticked is how people say "all of it": only who ticked some left out the others. */
export const skippedOf = (steps: readonly string[], ticked: ReadonlySet<string>): readonly string[] =>
  ticked.size === 0 ? [] : steps.filter((step) => !ticked.has(step));
