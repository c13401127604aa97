import { type ReactNode, useRef, useState } from 'react';
import type { IconName } from './drawingNames.ts';
import { Button } from './Button.tsx';
import { FileInput } from './FileInput.tsx';

/** One file, chosen with the system's own list or dropped here. What kind of file it is, whoever gets it finds out. */
export const FilePicker = ({
  label,
  icon = 'file',
  children,
  onFile,
}: {
  /** The words on the button. */
  readonly label: string;
  readonly icon?: IconName | undefined;
  /** Around it: what the file should be. */
  readonly children?: ReactNode;
  readonly onFile: (file: File) => void;
}) => {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  return (
    <div
      className={isOver ? 'file-picker over' : 'file-picker'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        const [file] = event.dataTransfer.files;
        if (file !== undefined) onFile(file);
      }}
    >
      {children}
      <Button look="main" size="page" icon={icon} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <FileInput ref={input} hidden aria-label={label} onFile={onFile} />
    </div>
  );
};
