import { createEpochKeys, type EpochKeys } from '#crypto/epochKeys.ts';
import { openSigner, type Signer } from '#crypto/signingKey.ts';
import type { EpochId, WorkshopId } from '#domain/ids.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { createDoor, type Door } from '#store/door.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import type { Secrets } from '#store/secrets.ts';
import { careCommands } from './commands/careCommands.ts';
import { custodyCommands } from './commands/custodyCommands.ts';
import { dutyCommands } from './commands/dutyCommands.ts';
import { membershipCommands } from './commands/membershipCommands.ts';
import { peopleCommands } from './commands/peopleCommands.ts';
import { placeCommands } from './commands/placeCommands.ts';
import { skillCommands } from './commands/skillCommands.ts';
import { textCommands } from './commands/textCommands.ts';
import { toolCommands } from './commands/toolCommands.ts';
import type { Deps } from './deps.ts';
import { type Pen, createPen } from './pen.ts';
import type { Commands } from './workshop.ts';

/** All that writes. Reading needs none of it, so it is loaded after the first paint, or at the first act. */
export interface Hand {
  readonly pen: Pen;
  readonly commands: Commands;
  /** The one door and the one set of keys of this tab: what comes from others goes the same way. */
  readonly door: Door;
  readonly keys: EpochKeys;
  /** Null when this device cannot sign. */
  readonly signer: () => Promise<Signer | null>;
}

export function createHand({
  db,
  cache,
  workshop,
  secrets,
  deps,
  onJobs,
}: {
  readonly db: WorkshopDatabase;
  readonly cache: MembershipCache;
  readonly workshop: WorkshopId;
  readonly secrets: Secrets;
  readonly deps: Deps;
  readonly onJobs: () => void;
}): Hand {
  const keys = createEpochKeys(workshop, deps.crypto);
  for (const [epoch, secret] of Object.entries(secrets.epochs)) keys.add(epoch as EpochId, new Uint8Array(secret));
  const opened = openSigner(secrets.signing, deps.crypto);
  const door = createDoor(db, cache);
  const signer = async (): Promise<Signer | null> => {
    const signer = await opened;
    return signer.ok ? signer.value : null;
  };
  const pen = createPen({
    ...deps,
    db,
    door,
    cache,
    workshop,
    log: secrets.signing.log,
    signer,
    keys,
    onJobs,
  });
  const context = { pen, db, deps, cache, workshop, keys };
  return {
    pen,
    door,
    keys,
    signer,
    commands: {
      ...custodyCommands(context),
      ...careCommands(context),
      ...toolCommands(context),
      ...placeCommands(context),
      ...dutyCommands(context),
      ...peopleCommands(context),
      ...membershipCommands(context),
      ...skillCommands(context),
      ...textCommands(context),
    },
  };
}
