import { expect, test } from 'vitest';
import {
  decideAddTool,
  decideBindLabel,
  decideClaimCode,
  decideReleaseCode,
  decideUnbindLabel,
} from '#domain/decide/describe.ts';
import type { LabelId, ToolId } from '#domain/ids.ts';
import { codeStream, labelStream, toolStream } from '#domain/ids.ts';
import { createAtelier, idOf, type Phone } from '#tests/support/facts.ts';

const [drill, saw, lathe] = [idOf.tool('drill'), idOf.tool('saw'), idOf.tool('lathe')];
const label = '7K3QX9D2' as LabelId;
const ean = { format: 'EAN13', text: '4006381333931' };

const bind = (phone: Phone, tool: ToolId, moving = false) =>
  decideBindLabel(phone.tool(tool), label, phone.label(label), { now: phone.now(), moving });
const unbind = (phone: Phone, tool: ToolId) =>
  decideUnbindLabel(phone.tool(tool), label, phone.label(label), phone.now());
const claim = (phone: Phone, tool: ToolId) => decideClaimCode(phone.tool(tool), ean, { now: phone.now() });

function labelAtelier() {
  const atelier = createAtelier();
  const [ana, ben] = [atelier.phone('Ana', 'steward'), atelier.phone('Ben')];
  for (const id of [drill, saw, lathe]) ana.act(decideAddTool(id, { name: 'Tool' }, { now: ana.now() }));
  ana.meets(ben);
  return { atelier, ana, ben };
}
/** Where the label leads, and which pages show it. */
const told = (phone: Phone) => ({
  leads: phone.label(label).tools,
  pages: [drill, saw, lathe].filter((id) => phone.tool(id).labels.includes(label)),
});

test('a label leads to its tool; moving it must be meant, and both pages tell it', () => {
  const { ana } = labelAtelier();
  ana.act(bind(ana, drill));
  expect(told(ana)).toEqual({ leads: [drill], pages: [drill] });
  expect(bind(ana, saw)).toMatchObject({ refusal: { kind: 'label-on-another', label, tool: drill } });
  ana.act(bind(ana, saw, true));
  expect(told(ana)).toEqual({ leads: [saw], pages: [saw] });
  for (const id of [drill, saw]) expect(ana.tool(id).story[0]?.fact.kind).toBe('labelBound');
});

test('a label bound on two phones apart offers both tools, until one is relabelled', () => {
  const { ana, ben } = labelAtelier();
  ana.act(bind(ana, drill));
  ben.act(bind(ben, saw));
  ana.meets(ben);
  const both = [drill, saw].toSorted();
  expect(told(ben)).toEqual({ leads: both, pages: [drill, saw] });
  ben.act(bind(ben, drill, true));
  expect(told(ben)).toEqual({ leads: [drill], pages: [drill] });
});

test('a label on two tools that is taken off comes off both, on every page', () => {
  const { ana, ben } = labelAtelier();
  ana.act(bind(ana, drill));
  ben.act(bind(ben, saw));
  ana.meets(ben);
  ana.act(unbind(ana, drill));
  expect(told(ana)).toEqual({ leads: [], pages: [] });
  expect(unbind(ana, drill)).toMatchObject({ refusal: { kind: 'nothing-to-undo' } });
});

test('a label that wandered through three tools and back is on the last', () => {
  const { ana } = labelAtelier();
  for (const id of [drill, saw, lathe, drill, saw]) ana.act(bind(ana, id, true));
  expect(told(ana)).toEqual({ leads: [saw], pages: [saw] });
});

test('one EAN may be claimed for two tools and is released from each alone', () => {
  const { ana, ben } = labelAtelier();
  ana.act(claim(ana, drill));
  ana.act(claim(ana, saw));
  ana.meets(ben);
  expect(ben.code(ean.format, ean.text).tools).toEqual([drill, saw].toSorted());
  expect(ben.tool(drill).codes).toEqual([ean]);
  ben.act(decideReleaseCode(ben.tool(drill), ean, ben.now()));
  expect(ben.code(ean.format, ean.text).tools).toEqual([saw]);
  expect(ben.tool(drill).codes).toEqual([]);
});

test('a binding that does not fit, or names another label than its stream, covers nothing', () => {
  const { ana, ben } = labelAtelier();
  ana.act(bind(ana, drill));
  const streams = [toolStream(saw), labelStream(label)];
  const after = ana.label(label).heads;
  ana.write({ kind: 'labelBound', streams, after, body: { label: 'not one' } });
  ana.write({ kind: 'labelBound', streams, after, body: { label: 'AAAAAAAA' } });
  ana.write({ kind: 'labelBound', streams: [toolStream(saw)], after, body: { label } });
  ana.write({ kind: 'labelUnbound', streams: [labelStream(label), toolStream(drill)], after, body: { label } });
  ana.meets(ben);
  expect(told(ben)).toEqual({ leads: [drill], pages: [drill] });
});

test('a binding of an import that was taken back leads nowhere, and what it moved leads back', () => {
  const { ana } = labelAtelier();
  ana.act(bind(ana, drill));
  const batch = idOf.batch('import');
  ana.act(decideBindLabel(ana.tool(saw), label, ana.label(label), { now: ana.now(), moving: true, batch }));
  expect(told(ana).leads).toEqual([saw]);
  ana.write({ kind: 'batchWithdrawn', streams: ['workshop/self' as never], body: { of: batch } });
  expect(told(ana)).toEqual({ leads: [drill], pages: [drill] });
});

test('the name of a code is one stream: no colon in the format', () => {
  const { ana } = labelAtelier();
  const sly = { format: 'EAN13:40', text: '1' };
  expect(decideClaimCode(ana.tool(drill), sly, { now: 0 })).toMatchObject({ refusal: { kind: 'text-wrong' } });
  ana.write({ kind: 'codeClaimed', streams: [toolStream(drill), codeStream(sly.format, sly.text)], body: sly });
  expect(ana.code(sly.format, sly.text).tools).toEqual([]);
});
