/** What a stranger shows to be let into one session: checked against what is here, as a carried invitation is. */
import { expect, test } from 'vitest';
import { toBase64url } from '#crypto/bytes.ts';
import { createInvitationSecret, openInvitationKey, readInvited } from '#crypto/invitation.ts';
import type { FactRef } from '#domain/fact.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import { invitedMember } from '#domain/settle/membership.ts';
import { openBlindLedger, usualQuota } from '#pod/blindLedger.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { sessionCryptoOf } from '#tests/fleet/support/beginning.ts';
import { valueOf } from '#tests/support/phone.ts';
import {
  clearDraft,
  createSetting,
  factAt,
  forge,
  headOn,
  membershipHeads,
  newSigner,
  type Setting,
} from './support/setting.ts';

/** An invitation that Ben signed at that place of his log, and his admission of a friend with it; neither is stored anywhere. */
async function friendOf({ ben }: Setting, heads: readonly FactRef[], below: FactRef | null) {
  const { crypto, workshop } = ben.phone.installation;
  const key = await openInvitationKey(createInvitationSecret(crypto), workshop, crypto);
  const terms = { key: key.key, role: 'steward', until: 4e12 };
  const entry = await forge(ben, clearDraft('invited', terms, heads), below);
  const invitation = await readInvited(entry.bytes, workshop, crypto.verify, crypto);
  if (invitation === null) throw new Error('an invitation, whatever it is worth');
  const { log } = await newSigner('friend');
  const agreement = toBase64url((await sessionCryptoOf('friend agreement')).randomBytes(32));
  const asking = {
    invitation,
    entry: toBase64url(entry.bytes),
    log,
    agreement,
    proof: key.prove({ invitation: invitation.id, log, agreement }),
  };
  const member = invitedMember(invitation);
  const body = { invitation: asking.entry, log, member, agreement, proof: asking.proof };
  // Beside what is here at the same place, so that it lies at or below a cut.
  const admission = await forge(
    ben,
    clearDraft('admitted', body, heads, [workshopStream, memberStream(member)]),
    below,
  );
  return { log, asking, intro: [entry.bytes, admission.bytes] };
}

async function beforeTheLast({ ben }: Setting): Promise<FactRef | null> {
  const { seq } = await headOn(ben, ben.phone.log);
  return seq === 0 ? null : await factAt(ben, ben.phone.log, seq - 1);
}

test('a removed steward signs below the cut, beside what is there, and introduces a friend: a stranger to phones and pods', async () => {
  const setting = await createSetting();
  const { ana, ben } = setting;
  const { crypto, workshop } = ben.phone.installation;
  const [heads, below] = [await membershipHeads(ben), await beforeTheLast(setting)];
  valueOf(await ana.phone.commands.removeDevice(ben.phone.log));
  setting.honest.cut.add(ben.phone.log);
  const friend = await friendOf(setting, heads, below);
  expect(await ana.phone.trust.standingWith(friend.log, friend.intro)).toBe('stranger');

  const store = createMemoryStore();
  const deps = { workshop, store, verify: crypto.verify, crypto, now: () => 1, quota: usualQuota };
  const pod = await openBlindLedger(deps);
  const from = (await ana.phone.ledger.heads()).map(({ log, branch }) => ({ log, branch, from: 0 }));
  for await (const run of ana.phone.ledger.read(from)) await pod.accept(run);
  expect(await pod.trust.standingOf(ben.phone.log)).toBe('cut');
  expect(await pod.trust.standingWith(friend.log, friend.intro)).toBe('stranger');
});

test('an invitation signed beside its log: nobody honest writes an admission that would count nowhere', async () => {
  const setting = await createSetting();
  const { ana, ben } = setting;
  const { asking } = await friendOf(setting, await membershipHeads(ben), await beforeTheLast(setting));
  const before = await headOn(ana, ana.phone.log);
  expect(await ana.phone.commands.admit(asking)).toMatchObject({ ok: false, refusal: { kind: 'invitation-void' } });
  expect(await headOn(ana, ana.phone.log)).toEqual(before);
});
