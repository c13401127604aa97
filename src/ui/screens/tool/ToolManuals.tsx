import { Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useRef, useState } from 'react';
import type { Tool, ToolFile } from '#domain/settle/tool.ts';
import { pictureStanding } from '#store/queries/pictures.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Ticks } from '../../parts/Ticks.tsx';
import { bytesWords } from '../../texts/bytesWords.ts';

/** What the maker says of it: files that are here, or come when somebody asks for them. */
export const ToolManuals = ({ tool }: { readonly tool: Tool }) =>
  tool.files.length === 0 ? null : (
    <section className="section">
      <h2>
        <Trans>Notice du fabricant</Trans>
      </h2>
      <ul className="manuals">
        {tool.files.map((file) => (
          <li key={file.blob}>
            <Manual file={file} />
          </li>
        ))}
      </ul>
    </section>
  );

const Manual = ({ file }: { readonly file: ToolFile }) => {
  const { i18n, t } = useLingui();
  const workshop = useWorkshop();
  const { db } = workshop;
  const standing = useLiveQuery(() => pictureStanding(db, file.blob), [db, file.blob]);
  const [state, setState] = useState<'still' | 'coming' | 'unreadable'>('still');
  const waiting = useRef<AbortController | null>(null);
  useEffect(() => () => waiting.current?.abort(), []);

  const open = async () => {
    if (state === 'coming') return;
    const over = new AbortController();
    waiting.current = over;
    setState('coming');
    const bytes = await workshop.picture(file, over.signal);
    if (over.signal.aborted) return;
    setState(bytes === null ? 'unreadable' : 'still');
    if (bytes !== null) save(bytes, file);
  };
  return (
    <>
      <div>
        <strong>{file.title}</strong>
        <p className="small soft">
          {bytesWords(i18n, file.size)}
          {standing?.isHere === true ? (
            <>
              {' · '}
              <Ticks elsewhere={standing.isElsewhere} />
            </>
          ) : null}
          {standing?.isHere === false ? (
            <>
              {' · '}
              {state === 'coming' ? (
                <Trans>Elle vient dès que quelqu’un qui l’a est là.</Trans>
              ) : (
                <Trans>pas encore sur cet appareil</Trans>
              )}
            </>
          ) : null}
        </p>
      </div>
      <Button
        size="short"
        icon="file"
        aria-label={t`Ouvrir la notice : ${file.title}`}
        aria-disabled={state === 'coming' || undefined}
        onClick={() => void open()}
      >
        {t`Ouvrir`}
      </Button>
      {state === 'unreadable' ? (
        <Problem>
          <Trans>Cette notice ne s’ouvre pas : le fichier ne correspond pas au carnet.</Trans>
        </Problem>
      ) : null}
    </>
  );
};

/** Handed to the system under its title: whatever reads PDF there opens it, without a network. */
function save(bytes: Uint8Array, { title, type }: ToolFile) {
  const address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `${title.replaceAll(/[\\/:*?"<>|]/g, ' ').trim()}.pdf`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
