import { Trans, useLingui } from '@lingui/react/macro';
import { bounds } from '#domain/schema.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { Field } from '../parts/Field.tsx';

import { signsLeft } from './signsLeft.tsx';
import { purposesOf } from './purposesOf.ts';
import { UntilChoice } from './UntilChoice.tsx';
import type { UseDraft } from './useUseDraft.ts';

/** What may be said of a use: until when, what for (with what the tool served before), a note. All of it optional. */
export const UseFields = ({ tool, draft }: { readonly tool: Tool; readonly draft: UseDraft }) => {
  const { t } = useLingui();
  const { until, purpose, note } = draft.words;
  const earlier = purposesOf(tool.uses)
    .filter((words) => words !== purpose)
    .slice(0, 3);
  return (
    <div className="use-fields">
      <UntilChoice until={until} onChange={(next) => draft.change({ until: next })} />
      <Field
        label={t`Pour quoi faire ?`}
        optional
        voice="serif"
        value={purpose}
        maxLength={bounds.purpose}
        hint={signsLeft(purpose, bounds.purpose)}
        autoComplete="off"
        onChange={(event) => draft.change({ purpose: event.target.value })}
      />
      {earlier.length === 0 || purpose !== '' ? null : (
        <ul className="suggestions" aria-label={t`Déjà servi pour`}>
          {earlier.map((words) => (
            <li key={words}>
              <button type="button" className="option said" onClick={() => draft.change({ purpose: words })}>
                {words}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Field
        label={t`Un mot`}
        optional
        voice="serif"
        lines={1}
        value={note}
        maxLength={bounds.note}
        hint={signsLeft(note, bounds.note)}
        onChange={(event) => draft.change({ note: event.target.value })}
      />
      {tool.words.contents === undefined || tool.words.contents.length === 0 ? null : (
        <p className="small soft">
          <Trans>Regarde s’il y a tout :</Trans>{' '}
          <span className="said">
            {tool.words.contents
              .map(({ name, count }) => (count === undefined ? name : `${count} × ${name}`))
              .join(', ')}
          </span>
        </p>
      )}
    </div>
  );
};
