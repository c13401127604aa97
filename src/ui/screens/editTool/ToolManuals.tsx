import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import type { FileBytes } from '#app/workshop.ts';
import type { Tool, ToolFile } from '#domain/settle/tool.ts';
import { useAct } from '../../hooks/useAct.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { FileInput } from '../../parts/FileInput.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { refusalText } from '../../texts/refusals.ts';

/** The manuals of a tool, in PDF. Adding and removing is written down at once, apart from the form. */
export const ToolManuals = ({ tool }: { readonly tool: Tool }) => {
  const { i18n, t } = useLingui();
  const { device, toasts } = useApp();
  const { commands } = useWorkshop();
  const act = useAct();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<FileBytes | null>(null);
  const [title, setTitle] = useState('');
  const [problem, setProblem] = useState<string | null>(null);

  const choose = async (file: File) => {
    setProblem(null);
    act.clear();
    const read = await device.readManual(file);
    if (read.ok) return setChosen(read.value);
    const words = {
      'file-too-large': t`Ce fichier est trop lourd : 10 Mo au plus.`,
      'file-not-pdf': t`Ce n’est pas un PDF. Choisis un fichier PDF.`,
      'file-unreadable': t`Ce fichier ne s’ouvre pas. Choisis-en un autre.`,
    };
    setProblem(words[read.refusal.kind]);
  };
  const add = async () => {
    if (chosen === null) return;
    const added = await act.run(() => commands.addFile(tool.id, { ...chosen, title }));
    if (added?.ok !== true) return;
    setChosen(null);
    setTitle('');
  };
  const remove = async ({ blob }: ToolFile) => {
    const removed = await act.run(() => commands.removeFile(tool.id, blob));
    if (removed?.ok === true) toasts.getState().say({ words: t`La notice n’est plus dans le carnet.` });
  };
  return (
    <section className="field">
      <h2>
        <Trans>Notices du fabricant</Trans>
      </h2>
      {tool.files.length === 0 ? null : (
        <ul className="manuals">
          {tool.files.map((file) => (
            <li key={file.blob}>
              <span>{file.title}</span>
              <Button
                size="short"
                icon="bin"
                aria-label={t`Enlever la notice : ${file.title}`}
                aria-disabled={act.isWorking || undefined}
                onClick={() => void remove(file)}
              >
                {t`Enlever`}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {chosen === null ? (
        <>
          <Button size="short" icon="file" onClick={() => input.current?.click()}>
            {t`Ajouter une notice (PDF)`}
          </Button>
          <FileInput
            ref={input}
            hidden
            accept="application/pdf,.pdf"
            aria-label={t`Ajouter une notice (PDF)`}
            onFile={(file) => void choose(file)}
          />
        </>
      ) : (
        <div className="stack">
          <Field
            label={<Trans>Son titre</Trans>}
            hint={<Trans>Ce que tout l’atelier lira. Sans nom de personne.</Trans>}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
            enterKeyHint="done"
          />
          <div className="pair">
            <Button look="main" size="short" aria-disabled={act.isWorking || undefined} onClick={() => void add()}>
              {t`Ajouter la notice`}
            </Button>
            <Button size="short" onClick={() => setChosen(null)}>
              {t`Laisser tomber`}
            </Button>
          </div>
        </div>
      )}
      {problem === null ? null : <Problem>{problem}</Problem>}
      {act.refusal === null ? null : <Problem>{refusalText(i18n, act.refusal)}</Problem>}
    </section>
  );
};
