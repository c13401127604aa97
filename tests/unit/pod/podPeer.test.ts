import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { createPodHome, type PodHome } from '#tests/support/podProcess.ts';
import { introOf, ledgerOf, linkToPod, meetPod, phoneOf } from '#tests/support/podPhone.ts';
import { createSealedWorkshop } from '#tests/support/sealedWorkshop.ts';

const homes: PodHome[] = [];
afterEach(async () => {
  for (const home of homes.splice(0)) await home.remove();
});
function newHome(): PodHome {
  const home = createPodHome();
  homes.push(home);
  return home;
}

test('two phones never on at the same time get each other’s facts and words through it', async () => {
  const home = newHome();
  let pod = await home.start();
  const atelier = await createSealedWorkshop();
  const ana = await atelier.join();
  await atelier.founder.take('pour la table');
  const founders = await ledgerOf(atelier);
  await founders.accept(atelier.all());
  const first = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await first.stored(atelier.founder.facts.length);
  first.end();
  await pod.kill();

  pod = await home.start();
  const anas = await ledgerOf(atelier);
  const second = await phoneOf(atelier, ana, pod.url, anas);
  await second.even();
  expect(await anas.heads()).toEqual(await founders.heads());
  expect(await anas.wantedParts(10)).toEqual([]);
  const heard = anas.accept([await ana.take('pour le banc')]);
  await heard;
  await second.stored(1);
  second.end();

  const third = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await third.even();
  expect(await founders.heads()).toEqual(await anas.heads());
  third.end();
});

test('what one brings, another who is there hears at once', async () => {
  const home = newHome();
  const pod = await home.start();
  const atelier = await createSealedWorkshop();
  const ana = await atelier.join();
  const [founders, anas] = [await ledgerOf(atelier), await ledgerOf(atelier)];
  await founders.accept(atelier.all());
  await anas.accept(atelier.all());
  const one = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await one.stored(atelier.founder.facts.length);
  const two = await phoneOf(atelier, ana, pod.url, anas);
  await two.even();
  const arrived = new Promise((resolve) => founders.onStored(resolve));
  await anas.accept([await ana.take('voilà')]);
  await arrived;
  expect((await founders.heads()).find(({ log }) => log === ana.signer.log)?.height).toBe(1);
  one.end();
  two.end();
});

test('strangers, the removed, relayed greetings, and workshops not taken are sent away with the reason', async () => {
  const home = newHome();
  const atelier = await createSealedWorkshop();
  const pod = await home.start(['--workshops', atelier.workshop]);
  const eve = await atelier.join();
  const founders = await ledgerOf(atelier);
  await founders.accept(atelier.all());
  const first = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await first.stored(atelier.founder.facts.length);

  const zoe = await atelier.stranger();
  const stranger = await phoneOf(atelier, zoe, pod.url, await ledgerOf(atelier));
  expect(await stranger.session.done).toMatchObject({ by: 'peer', reason: 'stranger' });

  const relayed = await meetPod({
    url: pod.url,
    workshop: atelier.workshop,
    signer: atelier.founder.signer,
    ledger: founders,
    intro: introOf(atelier),
    calledAt: 'pod.example',
  });
  expect(await relayed.session.done).toMatchObject({ reason: 'wrong' });

  await founders.accept([
    await eve.take('un'),
    await atelier.founder.write('revoked', { log: eve.signer.log, seq: 0, id: eve.head()!.id }),
  ]);
  await first.stored(atelier.founder.facts.length);
  const removed = await phoneOf(atelier, eve, pod.url, await ledgerOf(atelier));
  expect(await removed.session.done).toMatchObject({ by: 'peer', reason: 'removed' });

  const elsewhere = await createSealedWorkshop();
  const { socket } = await linkToPod(pod.url, elsewhere.workshop);
  expect((await once(socket, 'close'))[0]).toBe(4003);
  first.end();
});

test('a pod that has its number of workshops takes no more, and serves those it has', async () => {
  const home = newHome();
  const pod = await home.start(['--most-workshops', '1']);
  const atelier = await createSealedWorkshop();
  const founders = await ledgerOf(atelier);
  await founders.accept(atelier.all());
  const first = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await first.stored(2);
  const other = await createSealedWorkshop();
  const { socket } = await linkToPod(pod.url, other.workshop);
  expect((await once(socket, 'close'))[0]).toBe(4001);
  const again = await phoneOf(atelier, atelier.founder, pod.url, founders);
  await again.even();
  for (const phone of [first, again]) phone.end();
});
