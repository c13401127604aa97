import { useId, type ReactNode } from 'react';

/** A long work, with words: what is done, how far. Only where the end is known. */
export const Progress = ({
  value,
  max,
  words,
  children,
}: {
  readonly value: number;
  readonly max: number;
  /** "1 240 sur 5 000". */
  readonly words: ReactNode;
  readonly children: ReactNode;
}) => {
  const id = useId();
  return (
    <div className="progress">
      <p>
        <b id={id}>{children}</b>
        <span className="soft small">{words}</span>
      </p>
      <progress aria-labelledby={id} value={value} max={max} />
    </div>
  );
};
