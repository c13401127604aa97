import { Icon } from './Icon.tsx';

/** The heading of a group of rows: the place they hang at. */
export const PlaceLine = ({ name }: { readonly name: string }) => (
  <h2 className="place-line">
    <Icon name="pin" />
    {name}
  </h2>
);
