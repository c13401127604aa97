import { Trans, useLingui } from '@lingui/react/macro';
import type { LogId } from '#domain/ids.ts';
import type { MemberRow } from '#domain/rows.ts';
import { Icon } from '../../parts/Icon.tsx';
import { useApp } from '../../hooks/useApp.ts';

/** Each device writes a log of its own. A closed one stays: what it wrote counts, what it writes no more does. */
export const Devices = ({ row, mine }: { readonly row: MemberRow; readonly mine: LogId }) => {
  const { t } = useLingui();
  const { house } = useApp();
  const isDoor = house.current()?.isDoor === true;
  if (row.devices.length === 0)
    return (
      <section>
        <div className="head">
          <h2>
            <Trans>Appareils</Trans>
          </h2>
        </div>
        <p className="soft">
          <Trans>Aucun. Les autres notent pour cette personne, et la tablette de la porte aussi.</Trans>
        </p>
      </section>
    );
  return (
    <section>
      <div className="head">
        <h2>
          <Trans>Appareils</Trans>
        </h2>
      </div>
      <ul className="list">
        {row.devices.map(({ log, isOpen }) => (
          <li key={log} className="device-row">
            <span className="device-face">
              <Icon name={isDoor && log === mine ? 'tablet' : 'phone'} />
            </span>
            <span className="grow">
              <span className="name">{log === mine ? t`Cet appareil` : t`Un autre appareil`}</span>
              <span className="small soft">
                <span className="code">{log.slice(0, 6)}</span>{' '}
                {isOpen ? t`écrit dans le carnet` : t`carnet clos : il n’y écrit plus`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
