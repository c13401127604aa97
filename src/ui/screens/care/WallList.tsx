import { Trans, useLingui } from '@lingui/react/macro';
import { everyWords, whereWords } from '#ui/frame/careWords.ts';
import type { Speech } from '#ui/frame/toolFace.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshopRow } from '../../hooks/useWorkshop.ts';
import type { Planned } from './CareScreen.tsx';

/** On paper only: what is due and what comes within the month, with room for a cross and a name. */
export const WallList = ({ planned, speech }: { readonly planned: readonly Planned[]; readonly speech: Speech }) => {
  const { t } = useLingui();
  const { clock } = useApp();
  const workshop = useWorkshopRow();
  return (
    <div className="print-only wall-list">
      <p>
        {workshop?.name}, {speech.phrases.full(clock.now())}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span aria-hidden="true">✓</span>
              <span className="hidden">{t`Fait`}</span>
            </th>
            <th scope="col">
              <Trans>Soin</Trans>
            </th>
            <th scope="col">
              <Trans>Quand</Trans>
            </th>
            <th scope="col">
              <Trans>Fait par, le</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {planned.map(({ row, on, seen }) => (
            <tr key={row.key}>
              <td className="cross">☐</td>
              <td>
                <strong>{row.name}</strong>
                <br />
                {whereWords(row, on, speech)}
                {row.steps.length === 0 ? null : ` : ${row.steps.join(', ')}`}
              </td>
              <td>
                {seen !== undefined && seen.due <= speech.today
                  ? t`Maintenant`
                  : row.due === undefined
                    ? ''
                    : speech.phrases.day(row.due)}
                <br />
                <small>{everyWords(speech.i18n, row.every)}</small>
              </td>
              <td className="by">
                <span className="hidden">{t`Fait par, le`}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
