import { expect, test } from 'vitest';
import { rightAct, undoable } from '#ui/act/rightAct.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { createPhone, day, foundOn, valueOf } from '#tests/support/phone.ts';

test('the right act follows who has the tool, and a retired one is still brought back', async () => {
  const phone = createPhone();
  const workshop = await foundOn(phone);
  const { commands, db, cache } = workshop;
  const { member: odile, log } = await workshop.me();
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  const nour = valueOf(await commands.addMember({ name: 'Nour' }));
  const tool = async () => {
    const read = await toolSheet(db, cache, saw);
    if (read === null) throw new Error('no tool');
    return read;
  };

  expect(rightAct(await tool(), odile)).toEqual({ kind: 'take' });
  expect(undoable(await tool(), log, phone.clock.now)).toBe(null);

  const taken = valueOf(await commands.take(saw));
  expect(rightAct(await tool(), odile)).toMatchObject({ kind: 'return' });
  expect(rightAct(await tool(), nour)).toMatchObject({ kind: 'have', claim: { by: odile } });
  expect(undoable(await tool(), log, phone.clock.now)?.fact.id).toBe(taken.id);
  expect(undoable(await tool(), log, phone.clock.now + day)).toBe(null);
  expect(undoable(await tool(), 'another log', phone.clock.now)).toBe(null);

  valueOf(await commands.retire(saw, { reason: 'worn' }));
  expect(rightAct(await tool(), odile)).toMatchObject({ kind: 'return' });
  valueOf(await commands.withdraw(saw, taken, 'undo'));
  expect(rightAct(await tool(), odile)).toEqual({ kind: 'retired' });
  expect(undoable(await tool(), log, phone.clock.now)).toBe(null);
});

test('what is not safe is not to be taken, and goes back as ever', async () => {
  const workshop = await foundOn(createPhone());
  const { commands, db, cache } = workshop;
  const { member } = await workshop.me();
  const saw = valueOf(await commands.addTool({ name: 'Scie' }));
  const right = async () => rightAct((await toolSheet(db, cache, saw)) ?? (undefined as never), member);
  valueOf(await commands.reportFault(saw, { bad: 'care', what: 'broken' }));
  expect(await right()).toEqual({ kind: 'take' });
  valueOf(await commands.take(saw));
  valueOf(await commands.reportFault(saw, { bad: 'unsafe', what: 'broken', words: 'lame fendue' }));
  expect(await right()).toMatchObject({ kind: 'return' });
  valueOf(await commands.giveBack(saw));
  expect(await right()).toMatchObject({ kind: 'unsafe', fault: { words: 'lame fendue' } });
});

test('with two claims the one who made one of them is told apart', () => {
  const claim = (by: string) => ({ by }) as never;
  const custody = (state: 'contested' | 'out', doubts: readonly never[] = []) =>
    ({ custody: { state, claims: [claim('ana'), claim('ben')], doubts }, retired: null }) as never;
  expect(rightAct(custody('contested'), 'ben' as never)).toMatchObject({ kind: 'contested', mine: { by: 'ben' } });
  expect(rightAct(custody('contested'), 'zoe' as never)).toMatchObject({ kind: 'contested', mine: null });
  // Ana has it, and Zoé put it back: the same way out.
  expect(rightAct(custody('out', [claim('zoe')]), 'ana' as never)).toMatchObject({ kind: 'contested' });
  // News still arriving: not a contest yet.
  expect(rightAct(custody('out'), 'ben' as never)).toMatchObject({ kind: 'return' });
  expect(rightAct(custody('out'), 'zoe' as never)).toMatchObject({ kind: 'have' });
});
