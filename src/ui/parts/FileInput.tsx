import type { ComponentProps } from 'react';

/** The browser's own way to choose one file, which the same file may be chosen in again. Shown by whatever calls it up. */
export const FileInput = ({
  onFile,
  ...rest
}: Omit<ComponentProps<'input'>, 'type' | 'onChange'> & { readonly onFile: (file: File) => void }) => (
  <input
    {...rest}
    type="file"
    onChange={(event) => {
      const [file] = event.target.files ?? [];
      event.target.value = '';
      if (file !== undefined) onFile(file);
    }}
  />
);
