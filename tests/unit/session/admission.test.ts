import { expect, test } from 'vitest';
import { ok, refused, type Result } from '#domain/result.ts';
import { answerAdmission, requestAdmission, type AdmissionRequest, type Welcome } from '#session/admission.ts';
import type { AdmissionRefusal } from '#session/messages.ts';
import { createSigner, sessionCrypto, testWorkshop } from '#tests/support/memoryLedger.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

const fill = (length: number, value: number) => new Uint8Array(length).fill(value);
const asked = { invitation: fill(300, 1), agreement: fill(32, 2), proof: fill(64, 3) };
const welcome: Welcome = { admitted: fill(900, 4), keys: [] };

function ask(admit: (request: AdmissionRequest) => Promise<Result<Welcome, AdmissionRefusal>>) {
  const { ends } = createMemoryLinks();
  const timer = createMemoryTimer();
  const newcomer = createSigner();
  const deps = { workshop: testWorkshop, versions: { lowest: 1, highest: 1 }, crypto: sessionCrypto, timer };
  return {
    newcomer,
    timer,
    links: ends,
    both: Promise.all([
      requestAdmission({ ...deps, link: ends[0], identity: newcomer }, asked),
      answerAdmission({ ...deps, link: ends[1], identity: createSigner() }, admit),
    ]),
  };
}

test('a newcomer asks with all that is needed, and is welcomed', async () => {
  let request: AdmissionRequest | null = null;
  const { both, newcomer } = ask((said) => {
    request = said;
    return Promise.resolve(ok(welcome));
  });
  expect(await both).toEqual([ok(welcome), ok(welcome)]);
  expect(request).toEqual({ ...asked, log: newcomer.log });
});

test('every refusal is told', async () => {
  for (const reason of ['used', 'expired', 'unknown-steward', 'wrong-proof', 'not-now'] as const) {
    const { both } = ask(() => Promise.resolve(refused(reason)));
    const told = refused({ kind: 'refused', reason });
    expect(await both).toEqual([told, told]);
  }
});

test('two newcomers in one room, a member that never answers, a cut: it ends, nobody is in', async () => {
  const timer = createMemoryTimer();
  const { ends } = createMemoryLinks();
  const deps = { workshop: testWorkshop, versions: { lowest: 1, highest: 1 }, crypto: sessionCrypto, timer };
  const both = await Promise.all(
    ends.map((link) => requestAdmission({ ...deps, link, identity: createSigner() }, asked)),
  );
  expect(both.every((answer) => !answer.ok && answer.refusal.kind === 'ended')).toBe(true);

  let begun = () => {};
  const waiting = new Promise<void>((resolve) => (begun = resolve));
  let answer: (result: Result<Welcome, AdmissionRefusal>) => void = () => {};
  const never = ask(() => {
    begun();
    return new Promise((resolve) => (answer = resolve));
  });
  await waiting;
  never.timer.pass(30_000);
  answer(refused('not-now'));
  expect((await never.both).every((each) => !each.ok && each.refusal.kind === 'ended')).toBe(true);
});
