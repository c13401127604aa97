import { Plural, useLingui } from '@lingui/react/macro';
import type { IconName } from './drawingNames.ts';
import { Icon } from './Icon.tsx';

export interface NavPlace {
  readonly key: string;
  readonly href: string;
  readonly icon: IconName;
  readonly label: string;
  readonly count?: number | undefined;
}

const Place = ({ place, current }: { readonly place: NavPlace; readonly current: string | null }) => (
  <a href={place.href} aria-current={current === place.key ? 'page' : undefined}>
    <Icon name={place.icon} />
    {place.label}
    {place.count === undefined || place.count === 0 ? null : (
      <span className="count">
        {place.count}
        <span className="hidden">
          {' '}
          <Plural value={place.count} one="chose à faire" other="choses à faire" />
        </span>
      </span>
    )}
  </a>
);

/** Main places at the thumb, the scanner between them; a rail at the left on wide screens. Three or four places. */
export const BottomNav = ({
  places,
  scan,
  current,
  wideOnly = false,
}: {
  readonly places: readonly NavPlace[];
  readonly scan: { readonly href: string; readonly label: string };
  /** `key` of the place one is in, `scan`, or null. */
  readonly current: string | null;
  /** On detail pages: acts stand at the bottom, so that only a wide screen has room for the rail. */
  readonly wideOnly?: boolean | undefined;
}) => {
  const { t } = useLingui();
  const half = Math.ceil(places.length / 2);
  return (
    <nav className={wideOnly ? 'bar wide-only' : 'bar'} aria-label={t`Principal`}>
      <div className={places.length === 3 ? 'navigation three' : 'navigation'}>
        {places.slice(0, half).map((place) => (
          <Place key={place.key} place={place} current={current} />
        ))}
        <a className="scan" href={scan.href} aria-current={current === 'scan' ? 'page' : undefined}>
          <span>
            <Icon name="scan" />
          </span>
          {scan.label}
        </a>
        {places.slice(half).map((place) => (
          <Place key={place.key} place={place} current={current} />
        ))}
      </div>
    </nav>
  );
};
