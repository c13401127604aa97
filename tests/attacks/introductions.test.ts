/** What a stranger shows to be let into one session: checked against what is here, as a carried invitation is. */
import { expect, test } from 'vitest';
import { toBase64url } from '#crypto/bytes.ts';
import { createInvitationSecret, openInvitationKey, readInvited } from '#crypto/invitation.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import { invitedMember } from '#domain/settle/membership.ts';
import { openBlindLedger, usualQuota } from '#pod/blindLedger.ts';
import { createMemoryStore } from '#pod/store/memoryStore.ts';
import { sessionCryptoOf } from '#tests/fleet/support/beginning.ts';
import { valueOf } from '#tests/support/phone.ts';
import { clearDraft, createSetting, factAt, forge, headOn, membershipHeads, newSigner } from './support/setting.ts';

test('a removed steward signs below the cut, beside what is there, and introduces a friend: a stranger to phones and pods', async () => {
  const setting = await createSetting();
  const { ana, ben } = setting;
  const { crypto, workshop } = ben.phone.installation;
  const heads = await membershipHeads(ben);
  const head = await headOn(ben, ben.phone.log);
  const below = head.seq === 0 ? null : await factAt(ben, ben.phone.log, head.seq - 1);
  valueOf(await ana.phone.commands.removeDevice(ben.phone.log));
  setting.honest.cut.add(ben.phone.log);

  const secret = createInvitationSecret(crypto);
  const key = await openInvitationKey(secret, workshop, crypto);
  const terms = { key: key.key, role: 'steward', until: 4e12 };
  const entry = await forge(ben, clearDraft('invited', terms, heads), below);
  const invitation = await readInvited(entry.bytes, workshop, crypto.verify, crypto);
  if (invitation === null) throw new Error('an invitation, whatever it is worth');
  const friend = await newSigner('friend');
  const agreement = toBase64url((await sessionCryptoOf('friend agreement')).randomBytes(32));
  const member = invitedMember(invitation);
  const proof = key.prove({ invitation: invitation.id, log: friend.log, agreement });
  const body = { invitation: toBase64url(entry.bytes), log: friend.log, member, agreement, proof };
  const streams = [workshopStream, memberStream(member)];
  // Beside the fact that is here at the same place, so that it lies at or below the cut.
  const admission = await forge(ben, clearDraft('admitted', body, heads, streams), below);
  const intro = [entry.bytes, admission.bytes];
  expect(await ana.phone.trust.standingWith(friend.log, intro)).toBe('stranger');

  const store = createMemoryStore();
  const pod = await openBlindLedger({
    workshop,
    store,
    verify: crypto.verify,
    crypto,
    now: () => 1,
    quota: usualQuota,
  });
  const from = (await ana.phone.ledger.heads()).map(({ log, branch }) => ({ log, branch, from: 0 }));
  for await (const run of ana.phone.ledger.read(from)) await pod.accept(run);
  expect(await pod.trust.standingOf(ben.phone.log)).toBe('cut');
  expect(await pod.trust.standingWith(friend.log, intro)).toBe('stranger');
});
