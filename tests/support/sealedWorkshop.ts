/** A workshop with real keys and no phones: people whose logs are sealed and signed, for whoever keeps or carries facts. */
import { webcrypto } from 'node:crypto';
import { createAgreementKey } from '#crypto/agreementKey.ts';
import { toBase64url, type Bytes } from '#crypto/bytes.ts';
import { createCryptoDeps } from '#crypto/cryptoDeps.ts';
import { createEpochKeys, createEpochSecret, epochCheck } from '#crypto/epochKeys.ts';
import { createInvitationSecret, openInvitationKey, readInvited } from '#crypto/invitation.ts';
import type { SealedFact } from '#crypto/readFact.ts';
import { createRecoverySecret, openRecoveryKey } from '#crypto/recovery.ts';
import { sealFact } from '#crypto/sealFact.ts';
import { createSigningKey, openSigner, type Signer } from '#crypto/signingKey.ts';
import type { LogHead } from '#crypto/verifyChain.ts';
import { createVerifySignature } from '#crypto/verifySignature.ts';
import type { Body, FactRef, PersonPart } from '#domain/fact.ts';
import { isClearKind, refOf } from '#domain/fact.ts';
import type { EpochId, MemberId, StreamId, ToolId, WorkshopId } from '#domain/ids.ts';
import { memberStream, toolStream, workshopStream } from '#domain/ids.ts';
import { epochOf, invitedMember } from '#domain/settle/membership.ts';
import type { CarriedFact } from '#session/ledger.ts';

export const cryptoOfTests = createCryptoDeps(webcrypto as Crypto);
export const verifyOfTests = await createVerifySignature(cryptoOfTests);

export interface Writing {
  readonly after?: readonly FactRef[];
  readonly streams?: readonly StreamId[];
  readonly person?: PersonPart | null;
}

/** One log and who writes it. */
export interface Pen {
  readonly signer: Signer;
  readonly member: MemberId;
  readonly facts: readonly CarriedFact[];
  readonly head: () => LogHead | null;
  /** Knows every fact of membership written so far, unless said otherwise. */
  readonly write: (kind: string, body: Body, writing?: Writing) => Promise<CarriedFact & { readonly ref: FactRef }>;
  /** A taking with a note, sealed. */
  readonly take: (words: string) => Promise<CarriedFact & { readonly ref: FactRef }>;
  /** Writes on from an earlier place, as a clone of this phone would; `facts` is as it was up to there. */
  readonly clone: (height: number) => Pen;
}

export interface SealedWorkshop {
  readonly workshop: WorkshopId;
  readonly founder: Pen;
  readonly epoch: { readonly id: EpochId; readonly secret: Bytes };
  /** Let in by an invitation of the founder's. */
  readonly join: (role?: 'member' | 'steward') => Promise<Pen>;
  /** A pen nobody let in. */
  readonly stranger: () => Promise<Pen>;
  /** All facts of all pens, in the order they were written. */
  readonly all: () => readonly CarriedFact[];
}

const randomId = (length: number): string => toBase64url(cryptoOfTests.randomBytes(length));
const tool = randomId(16) as ToolId;
async function newSigner(): Promise<Signer> {
  const opened = await openSigner(await createSigningKey(cryptoOfTests), cryptoOfTests);
  if (!opened.ok) throw new Error(opened.refusal.kind);
  return opened.value;
}

export async function createSealedWorkshop(): Promise<SealedWorkshop> {
  const written: CarriedFact[] = [];
  const membership: FactRef[] = [];
  let at = Date.UTC(2026, 0, 5, 9);
  let workshop: WorkshopId | null = null;
  let keys: { readonly id: EpochId; readonly keys: ReturnType<typeof createEpochKeys> } | null = null;

  function pen(
    signer: Signer,
    member: MemberId,
    before: readonly CarriedFact[] = [],
    start: LogHead | null = null,
  ): Pen {
    const facts = [...before];
    const heads: LogHead[] = before.map(({ seq }) => ({ seq, id: '' as LogHead['id'] }));
    let head = start;
    const self: Pen = {
      signer,
      member,
      facts,
      head: () => head,
      async write(kind, body, { after = membership, streams = [workshopStream], person = null } = {}) {
        const time = isClearKind(kind) ? null : (at += 60_000);
        const thing = { kind, streams, after: after.slice(-100), at: time, body };
        const sealed = await sealFact({ thing, person }, head, { workshop, signer, epoch: keys }, cryptoOfTests);
        if (!sealed.ok) throw new Error(sealed.refusal.kind);
        return keep(sealed.value.fact, sealed.value.person);
      },
      take: (words) =>
        self.write(
          'taken',
          {},
          {
            after: [],
            streams: [toolStream(tool)],
            person: { streams: [memberStream(member)], body: { by: member, note: words } },
          },
        ),
      clone(height) {
        const copy = headsOf.get(self)?.[height - 1] ?? null;
        return pen(signer, member, facts.slice(0, height), copy);
      },
    };
    headsOf.set(self, heads);

    function keep(fact: SealedFact, person: Bytes | null) {
      head = { seq: fact.seq, id: fact.id };
      heads.push(head);
      const carried: CarriedFact = { log: fact.log, seq: fact.seq, branch: null, bytes: fact.bytes, person };
      facts.push(carried);
      written.push(carried);
      if (fact.epoch === null) membership.push(refOf(fact));
      return { ...carried, ref: refOf(fact) };
    }
    return self;
  }
  const headsOf = new WeakMap<Pen, LogHead[]>();

  const recovery = await openRecoveryKey(createRecoverySecret(cryptoOfTests), cryptoOfTests);
  const founder = pen(await newSigner(), randomId(16) as MemberId);
  const founded = await founder.write('founded', { member: founder.member, recovery: recovery.recovery });
  const id = founded.ref.id as string as WorkshopId;
  workshop = id;
  const secret = createEpochSecret(cryptoOfTests);
  const rotated = await founder.write('keyRotated', { check: await epochCheck(secret, cryptoOfTests) });
  const epoch = { id: epochOf(rotated.ref), secret };
  keys = { id: epoch.id, keys: createEpochKeys(id, cryptoOfTests) };
  keys.keys.add(epoch.id, secret);

  async function join(role: 'member' | 'steward' = 'member'): Promise<Pen> {
    const key = await openInvitationKey(createInvitationSecret(cryptoOfTests), id, cryptoOfTests);
    const entry = await founder.write('invited', { key: key.key, role, until: at + 1e9 });
    const invitation = await readInvited(entry.bytes, id, verifyOfTests, cryptoOfTests);
    if (invitation === null) throw new Error('an invitation of our own');
    const signer = await newSigner();
    const agreement = (await createAgreementKey(cryptoOfTests)).publicKey;
    const member = invitedMember(invitation);
    await founder.write('admitted', {
      invitation: toBase64url(entry.bytes),
      log: signer.log,
      member,
      agreement,
      proof: key.prove({ invitation: invitation.id, log: signer.log, agreement }),
    });
    return pen(signer, member);
  }

  return {
    workshop: id,
    founder,
    epoch,
    join,
    stranger: async () => pen(await newSigner(), randomId(16) as MemberId),
    all: () => written,
  };
}
