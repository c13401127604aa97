import type { MemberId } from '#domain/ids.ts';
import type { SilhouetteName } from '../../parts/drawingNames.ts';
import { Silhouette, type Stance } from '../../parts/Silhouette.tsx';
import { Token, type PersonFace } from '../../parts/Token.tsx';

const nour: PersonFace = { id: 'welcome-nour' as MemberId, name: 'Nour' };
const bakary: PersonFace = { id: 'welcome-bakary-3' as MemberId, name: 'Bakary' };
const hooks: readonly { readonly name: SilhouetteName; readonly stance: Stance; readonly holder?: PersonFace }[] = [
  { name: 'saw', stance: 'here' },
  { name: 'wrench', stance: 'out', holder: nour },
  { name: 'hammer', stance: 'here' },
  { name: 'drill', stance: 'mine' },
  { name: 'spade', stance: 'here' },
  { name: 'pot', stance: 'here' },
  { name: 'can', stance: 'here' },
  { name: 'shaker', stance: 'here' },
  { name: 'whisk', stance: 'out', holder: bakary },
];

/** The idea in one picture: what hangs, what is out and with whom. Silent, since it is told in words elsewhere. */
export const WelcomeWall = () => (
  <div className="welcome-wall board" aria-hidden="true">
    {hooks.map(({ name, stance, holder }) => (
      <span key={name}>
        <Silhouette name={name} stance={stance} size="large" />
        {holder === undefined ? null : <Token person={holder} beside />}
      </span>
    ))}
  </div>
);
