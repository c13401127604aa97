import { expect, type Page } from '@playwright/test';
import { readBase64url, toBase64url } from '#crypto/bytes.ts';
import { readCanonical } from '#crypto/canonicalCbor.ts';
import { readThing } from '#crypto/factParts.ts';
import { createInvitationSecret, openInvitationKey } from '#crypto/invitation.ts';
import { encodeInvitation, readInvitation } from '#crypto/invitationLink.ts';
import { readFact, thingOf } from '#crypto/readFact.ts';
import { sealFact } from '#crypto/sealFact.ts';
import { createSigningKey, openSigner } from '#crypto/signingKey.ts';
import { workshopStream } from '#domain/ids.ts';
import { writeCameraFile } from '#tests/support/camera.ts';
import { codeCard } from '#tests/support/codes.ts';
import { fromPng } from '#tests/support/raster.ts';
import { cryptoOfTests, verifyOfTests } from '#tests/support/sealedWorkshop.ts';
import { comeIn, home, invite, joinByLink, openNotebook, test, shownLink, title } from './support/crew.ts';
import { foundWorkshop } from './support/phone.ts';

const textOf = (link: string): string => link.slice(link.indexOf('#/join/') + '#/join/'.length);
const asked = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Ton prénom').fill(name);
  await page.getByRole('button', { name: 'Entrer' }).click();
};
const letIn = (page: Page) => page.getByRole('button', { name: 'Faire entrer' });
const opened = async (link: string) => {
  const read = await readInvitation(textOf(link), verifyOfTests, cryptoOfTests);
  if (!read.ok) throw new Error(read.refusal.kind);
  return read.value;
};

test('@invite by the code on a screen, by link, and through a member who never heard of it; the worn out, late, changed and strange are told why not', async ({
  crew: { pod, phone },
}) => {
  test.setTimeout(300_000);
  const camera = test.info().outputPath('camera.y4m');
  await writeCameraFile(camera, { picture: await codeCard('nothing yet', 'QRCode'), widthInFrame: 400 });
  const zoe = await phone('zoe');
  await foundWorkshop(zoe.page(), { name: 'La Remise', myName: 'Zoé' });

  // By the code on Zoé's screen, before Bakary's camera.
  const before = Date.now();
  const first = await invite(zoe.page());
  const code = zoe.page().getByRole('img', { name: 'L’invitation, en code QR' });
  await writeCameraFile(camera, { picture: fromPng(await code.screenshot()), widthInFrame: 640, light: 0.8 });
  const bakary = await phone('bakary', '/', { camera });
  await bakary.page().getByRole('link', { name: 'Rejoindre un atelier' }).click();
  await bakary.page().getByRole('button', { name: 'Scanner l’invitation' }).click();
  await expect(title(bakary.page(), 'La Remise')).toBeVisible();
  await expect(bakary.page().getByText('Zoé t’invite')).toBeVisible();
  expect(textOf(bakary.page().url())).toBe(textOf(first));
  await comeIn(bakary.page(), 'Bakary');
  await expect(title(zoe.page(), 'Bakary vient d’entrer')).toBeVisible();

  await test.step('nothing is in the link but these', async () => {
    expect(first).toBe(`${pod.url}#/join/${textOf(first)}`);
    const bytes = readBase64url(textOf(first));
    const link = bytes.ok ? readCanonical(bytes.value) : null;
    if (!link?.ok || !Array.isArray(link.value)) throw new Error('the link cannot be read');
    const [version, workshop, entry, secret, ...said] = link.value as readonly unknown[];
    expect(version).toBe(1);
    expect(workshop).toBeInstanceOf(Uint8Array);
    expect(workshop).toHaveLength(32);
    expect(secret).toHaveLength(16);
    expect(said).toEqual(['La Remise', 'Zoé', []]);
    const read = await opened(first);
    expect(toBase64url(workshop as Uint8Array)).toBe(read.workshop);
    const fact = await readFact(new Uint8Array(entry as Uint8Array), cryptoOfTests);
    const thing = fact.ok ? readThing(thingOf(fact.value), true) : null;
    if (!fact.ok || !thing?.ok) throw new Error('the entry cannot be read');
    // In clear, and nobody's name beside it.
    expect(fact.value).toMatchObject({ epoch: null, person: null });
    const { kind, streams, after, at, body } = thing.value;
    const { key } = await openInvitationKey(read.secret, read.workshop, cryptoOfTests);
    expect({ kind, streams, at }).toEqual({ kind: 'invited', streams: [workshopStream], at: null });
    expect(after.map((ref) => Object.keys(ref).toSorted())).toEqual(after.map(() => ['id', 'log', 'seq']));
    expect(body).toEqual({ key, role: 'member', until: body['until'] });
    const days = (Number(body['until']) - before) / 86_400_000;
    expect(days).toBeGreaterThanOrEqual(7);
    expect(days).toBeLessThan(7.01);
  });

  // By link.
  await zoe.page().getByRole('link', { name: 'C’est bon' }).click();
  await expect(title(zoe.page(), 'Bakary')).toBeVisible();
  const second = await invite(zoe.page());
  const chloe = await phone('chloe');
  await joinByLink(chloe.page(), second, 'Chloé');
  await expect(title(zoe.page(), 'Chloé vient d’entrer')).toBeVisible();
  await bakary.page().goto('/#/house/people');
  await expect(bakary.page().getByRole('link', { name: /Chloé/ })).toContainText('rien en main');

  // Zoé sends one while nobody else is awake and the pod is off, and her phone goes off: Bakary never heard of it.
  await Promise.all([bakary.off(), chloe.off(), pod.stop()]);
  const third = await invite(zoe.page());
  const late = await (async () => {
    await zoe.page().getByRole('button', { name: 'Une autre invitation' }).click();
    await zoe.page().getByRole('radio', { name: '1 jour' }).check();
    await zoe.page().getByRole('button', { name: 'Faire l’invitation' }).click();
    return shownLink(zoe.page());
  })();
  await zoe.off();
  await pod.start();
  const dede = await phone('dede', third);
  await asked(dede.page(), 'Dédé');
  await expect(dede.page().getByText('Je cherche quelqu’un de l’atelier…')).toBeVisible();
  await bakary.on(third);
  await expect(title(bakary.page(), 'Faire entrer quelqu’un')).toBeVisible();
  await expect(bakary.page().getByText(/Cette invitation est de Zoé, pour La Remise/)).toBeVisible();
  await letIn(bakary.page()).click();
  await expect(bakary.page().getByText('C’est fait : la personne est dans l’atelier.')).toBeVisible({
    timeout: 30_000,
  });
  await openNotebook(dede.page());
  await dede.page().goto('/#/house/people');
  for (const name of ['Zoé', 'Bakary', 'Chloé', 'Dédé'])
    await expect(dede.page().getByRole('link', { name: new RegExp(name) })).toBeVisible();

  // Used: whoever tries to let in with it is told, and so is the one who came.
  await bakary.page().getByRole('button', { name: 'C’est bon' }).click();
  const eve = await phone('eve', third);
  await asked(eve.page(), 'Ève');
  await bakary.page().goto(third);
  await letIn(bakary.page()).click();
  const used = 'Cette invitation a déjà servi. Chaque personne a la sienne : demandes-en une autre.';
  await expect(eve.page().getByRole('main').getByText(used)).toBeVisible({ timeout: 30_000 });
  await expect(bakary.page().getByText(used)).toBeVisible({ timeout: 30_000 });

  // Expired.
  await eve.page().clock.setFixedTime(Date.now() + 2 * 86_400_000);
  await eve.page().goto('/');
  await eve.page().goto(late);
  const expired = 'Cette invitation n’est plus valable. Demandes-en une nouvelle.';
  await expect(eve.page().getByText(expired)).toBeVisible();
  await eve.page().clock.setFixedTime(Date.now());

  // Tampered: one sign changed in the signed part, and the end lost on the way.
  const text = textOf(late);
  const bytes = readBase64url(text);
  const changed = bytes.ok ? new Uint8Array(bytes.value) : new Uint8Array();
  changed[150] = (changed[150] ?? 0) ^ 1;
  await eve.page().goto(`/#/join/${toBase64url(changed)}`);
  await expect(title(eve.page(), 'Cette invitation ne s’ouvre pas')).toBeVisible();
  await expect(eve.page().getByText('Cette invitation a été changée en route.')).toBeVisible();
  await eve.page().goto(`/#/join/${text.slice(0, -40)}`);
  await expect(eve.page().getByText('Cette invitation est incomplète.')).toBeVisible();
  await eve.page().getByRole('link', { name: 'Une autre invitation' }).click();
  await eve.page().getByLabel('Le lien de l’invitation').fill('https://exemple.fr/carte');
  await eve.page().getByRole('button', { name: 'Continuer' }).click();
  await expect(eve.page().getByText('Ce n’est pas une invitation. Colle le lien en entier.')).toBeVisible();

  // Foreign: whole and signed, but by nobody of this workshop.
  const strange = await strangersLink(late);
  await eve.page().goto(`/#/join/${strange}`);
  await asked(eve.page(), 'Ève');
  await bakary.page().goto('/#/house/people');
  await bakary.page().goto(`/#/join/${strange}`);
  await letIn(bakary.page()).click();
  const foreign = 'La personne qui t’invite ne peut plus inviter dans cet atelier.';
  await expect(eve.page().getByText(foreign)).toBeVisible({ timeout: 30_000 });
  await expect(bakary.page().getByText(foreign)).toBeVisible({ timeout: 30_000 });
  await bakary.page().goto('/#/house/people');
  await expect(bakary.page().getByRole('link', { name: /Dédé/ })).toBeVisible();
  await expect(bakary.page().getByRole('link', { name: /Ève/ })).toHaveCount(0);
  await eve.page().goto('/');
  await expect(eve.page().getByRole('link', { name: 'Rejoindre un atelier' })).toBeVisible();

  // Zoé comes back: all agree.
  await zoe.on();
  await expect(home(zoe.page())).toBeVisible();
  await zoe.page().goto('/#/house/people');
  await expect(zoe.page().getByRole('link', { name: /Dédé/ })).toBeVisible({ timeout: 30_000 });
});

/** An invitation for the same workshop, whole in every way, that somebody made who is not in it. */
async function strangersLink(link: string): Promise<string> {
  const { workshop, workshopName } = await opened(link);
  const signer = await openSigner(await createSigningKey(cryptoOfTests), cryptoOfTests);
  if (!signer.ok) throw new Error(signer.refusal.kind);
  const secret = createInvitationSecret(cryptoOfTests);
  const { key } = await openInvitationKey(secret, workshop, cryptoOfTests);
  const body = { key, role: 'steward', until: Date.now() + 86_400_000 };
  const thing = { kind: 'invited', streams: [workshopStream], after: [], at: null, body };
  const sealed = await sealFact(
    { thing, person: null },
    null,
    { workshop, signer: signer.value, epoch: null },
    cryptoOfTests,
  );
  if (!sealed.ok) throw new Error(sealed.refusal.kind);
  const { bytes } = sealed.value.fact;
  return encodeInvitation({
    workshop,
    entry: bytes,
    secret,
    workshopName,
    inviterName: 'Mallory',
    signaling: [],
  });
}
