import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countBy, treeRows } from '#ui/frame/treeRows.ts';

interface Node {
  readonly id: string;
  readonly name: string;
  readonly parent: string | null;
}
const node = (id: string, parent: string | null = null, name = id): Node => ({ id, name, parent });
const shown = (nodes: readonly Node[], counts: ReadonlyMap<string, number> = new Map()) =>
  treeRows(nodes, counts).map(({ node, depth, count }) => `${'  '.repeat(depth)}${node.name} ${count}`);

test('siblings stand by name under their parent, and a parent counts what is below it', () => {
  const nodes = [node('shed'), node('hook 10', 'wall'), node('wall', 'shed'), node('hook 2', 'wall'), node('Écurie')];
  const counts = new Map([
    ['hook 2', 2],
    ['hook 10', 1],
    ['shed', 4],
  ]);
  expect(shown(nodes, counts)).toEqual(['Écurie 0', 'shed 7', '  wall 3', '    hook 2 2', '    hook 10 1']);
});

test('a missing parent and a circle lose nothing', () => {
  expect(shown([node('a', 'gone'), node('b', 'c'), node('c', 'b'), node('d', 'd')])).toEqual([
    'a 0',
    'b 0',
    '  c 0',
    'd 0',
  ]);
});

test('what is below a node is where it cannot be moved to', () => {
  const rows = treeRows([node('a'), node('b', 'a'), node('c', 'b'), node('d')], new Map());
  expect(rows.map(({ below }) => [...below].toSorted().join(''))).toEqual(['abc', 'bc', 'c', 'd']);
});

test('whatever hangs in whatever, every node is shown exactly once and every tool counted once at the top', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const parents = fc.array(fc.option(fc.constantFrom(...ids, 'gone'), { nil: null }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(parents, fc.array(fc.nat(9), { minLength: 6, maxLength: 6 }), (parentOf, tools) => {
      const nodes = ids.map((id, at) => node(id, parentOf[at] ?? null));
      const counts = new Map(ids.map((id, at) => [id, tools[at] ?? 0]));
      const rows = treeRows(nodes, counts);
      expect(rows.map(({ node }) => node.id).toSorted()).toEqual(ids);
      const total = rows.filter(({ depth }) => depth === 0).reduce((sum, { count }) => sum + count, 0);
      expect(total).toBe(tools.reduce((sum, each) => sum + each, 0));
    }),
  );
});

test('entries are counted by what they name', () => {
  const entries: readonly { readonly place: string | null }[] = [{ place: 'a' }, { place: null }, { place: 'a' }];
  expect([...countBy(entries, ({ place }) => place)]).toEqual([['a', 2]]);
});
