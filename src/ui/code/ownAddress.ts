/** Where this copy of the app was loaded from: what labels point to when the workshop did not say. */
export const ownAddress = ({ origin, pathname }: Pick<Location, 'origin' | 'pathname'>): string =>
  `${origin}${pathname}`.replace(/(?:\/index\.html)?\/*$/i, '');
