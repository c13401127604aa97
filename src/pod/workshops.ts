import type { CryptoDeps } from '#crypto/cryptoDeps.ts';
import { readBase64url } from '#crypto/bytes.ts';
import type { VerifySignature } from '#crypto/verifySignature.ts';
import type { WorkshopId } from '#domain/ids.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { openBlindLedger, type BlindLedger, type WorkshopQuota } from './blindLedger.ts';
import { openPodShelf, type PodShelf } from './blobShelf.ts';
import type { BlobStore } from './store/blobStore.ts';
import type { FactStore } from './store/factStore.ts';

/** Which workshops a pod takes. What is here already is served, whatever this says. */
export interface WorkshopPolicy {
  /** `any`: the first ones that come. */
  readonly workshops: 'any' | ReadonlySet<WorkshopId>;
  readonly most: number;
}

export interface WorkshopsDeps {
  readonly store: FactStore;
  readonly policy: WorkshopPolicy;
  readonly quota: WorkshopQuota;
  readonly blobs: { readonly store: BlobStore; readonly quota: number };
  readonly verify: VerifySignature;
  readonly crypto: Pick<CryptoDeps, 'subtle'>;
  readonly now: () => number;
}

/** `not-taken`: this pod is for others. `no-room`: it takes no more workshops. */
export type WorkshopRefusal = { readonly kind: 'not-a-workshop' | 'not-taken' | 'no-room' };

/** The ledger of one workshop, for as long as somebody is in it. */
export interface OpenedWorkshop {
  readonly ledger: BlindLedger;
  readonly shelf: PodShelf;
  readonly leave: () => void;
}

export interface Workshops {
  readonly enter: (id: string) => Promise<Result<OpenedWorkshop, WorkshopRefusal>>;
  /** Drops what is due to be forgotten, in workshops nobody is in as well. */
  readonly sweep: () => Promise<void>;
}

interface Kept {
  readonly ledger: BlindLedger;
  readonly shelf: PodShelf;
}

interface Entered {
  readonly kept: Promise<Kept>;
  guests: number;
}

/** A phone that was cut in the middle comes back within days, or not at all. */
const unfinishedFor = 7 * 24 * 3_600_000;

/** One ledger a workshop, shared by all who are in it: what one brings the others hear at once. */
export function createWorkshops(deps: WorkshopsDeps): Workshops {
  const { store, policy, quota, blobs, verify, crypto, now } = deps;
  const enteredById = new Map<WorkshopId, Entered>();

  async function refuse(id: WorkshopId): Promise<WorkshopRefusal | null> {
    const kept = (await store.workshops()).map(({ workshop }) => workshop);
    if (kept.includes(id)) return null;
    if (policy.workshops !== 'any' && !policy.workshops.has(id)) return { kind: 'not-taken' };
    // Those that are being founded here count as well.
    const all = new Set([...kept, ...enteredById.keys()]);
    return all.has(id) || all.size < policy.most ? null : { kind: 'no-room' };
  }

  async function open(workshop: WorkshopId): Promise<Kept> {
    const ledger = await openBlindLedger({ workshop, store, verify, crypto, now, quota });
    const { forgottenBlobs: forgotten } = ledger;
    const shelf = await openPodShelf({ workshop, ...blobs, forgotten, crypto, now });
    ledger.onStored((facts) => {
      const isInClear = facts.some((fact) => 'arrived' in fact && fact.arrived !== null);
      // What the disk does not let go of now is due again at the next sweep.
      if (isInClear) void shelf.sweep().catch(() => undefined);
    });
    return { ledger, shelf };
  }

  async function enter(text: string): Promise<Result<OpenedWorkshop, WorkshopRefusal>> {
    if (!readBase64url(text, 32).ok) return refused({ kind: 'not-a-workshop' });
    const workshop = text as WorkshopId;
    const refusal = await refuse(workshop);
    if (refusal !== null) return refused(refusal);
    const entered = enteredById.get(workshop) ?? {
      kept: open(workshop),
      guests: 0,
    };
    enteredById.set(workshop, entered);
    entered.guests += 1;
    let isIn = true;
    const leave = (): void => {
      if (!isIn) return;
      isIn = false;
      entered.guests -= 1;
      if (entered.guests === 0) enteredById.delete(workshop);
    };
    try {
      return ok({ ...(await entered.kept), leave });
    } catch (error) {
      leave();
      throw error;
    }
  }

  return {
    enter,
    async sweep() {
      for (const { workshop } of await store.workshops()) {
        const entered = await enter(workshop);
        if (!entered.ok) continue;
        await entered.value.ledger.sweep();
        await entered.value.shelf.sweep();
        entered.value.leave();
      }
      await blobs.store.dropUnfinished(now() - unfinishedFor);
    },
  };
}
