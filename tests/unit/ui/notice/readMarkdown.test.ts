import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedTokens } from '#ui/notice/boundedTokens.ts';
import type { Block, Inline, Prose } from '#ui/notice/prose.ts';
import { readMarkdown } from '#ui/notice/readMarkdown.ts';
import { idOf } from '#tests/support/facts.ts';

const photo = idOf.blob('thread');
type Anything = Block | Inline;

/** Every node there is, with how deep it is. */
function nodesOf({ blocks }: Prose): readonly { readonly node: Anything; readonly depth: number }[] {
  const found: { node: Anything; depth: number }[] = [];
  const open: { node: Anything; depth: number }[] = blocks.map((node) => ({ node, depth: 1 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    found.push(next);
    const { node, depth } = next;
    const inside: readonly Anything[] =
      'items' in node
        ? node.items.flatMap((item) => item.inside)
        : 'rows' in node
          ? node.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.inside))
          : 'inside' in node
            ? node.inside
            : [];
    for (const each of inside) open.push({ node: each, depth: depth + 1 });
  }
  return found;
}
const wordsOf = (prose: Prose): string =>
  nodesOf(prose)
    .flatMap(({ node }) => ('text' in node ? [node.text] : []))
    .toReversed()
    .join('');

const allowed = new Set(
  ['heading', 'paragraph', 'line', 'code', 'plain', 'quote', 'list', 'table', 'rule'].concat([
    'text',
    'strong',
    'emphasis',
    'struck',
    'break',
    'link',
    'photo',
  ]),
);

/** Only what we know, each with a number of its own, not deep, not many, and leading nowhere but out or home. */
function expectHarmless(prose: Prose): void {
  const nodes = nodesOf(prose);
  for (const { node, depth } of nodes) {
    expect(allowed).toContain(node.is);
    expect(depth).toBeLessThan(40);
    if (node.is === 'link') expect(node.to).toMatch(node.leaves ? /^(?:https?|mailto):/ : /^#\/[\w\-./~%]*$/);
    if (node.is === 'photo') expect(node.blob).toMatch(/^[\w-]{43}$/);
  }
  expect(nodes.length).toBeLessThan(40_000);
  expect(new Set(nodes.map(({ node }) => node.at)).size).toBe(nodes.length);
}

test('what a notice is made of: headings, steps, boxes, photos, links of ours and others', () => {
  const prose = readMarkdown(
    `# Enfiler\n\n1. **Débrancher**\n2. Ouvrir le capot\n   ![le trajet](photo:${photo})\n\n- [ ] huile\n- [x] canette\n\n` +
      'Voir [la règle](#/house/rules) ou <https://example.org/a b>\n\n| fil | tension |\n|--|--|\n| coton | 4 |\n',
  );
  expectHarmless(prose);
  const [heading, steps, boxes] = prose.blocks;
  expect(heading).toMatchObject({ is: 'heading', level: 2, inside: [{ text: 'Enfiler' }] });
  expect(steps).toMatchObject({ is: 'list', steps: 'numbered', items: [{ number: 1 }, { number: 2 }] });
  expect(boxes).toMatchObject({ is: 'list', steps: 'boxes', items: [{ isDone: false }, { isDone: true }] });
  const nodes = nodesOf(prose).map(({ node }) => node);
  expect(nodes).toContainEqual(expect.objectContaining({ is: 'photo', blob: photo, words: 'le trajet' }));
  expect(nodes).toContainEqual(expect.objectContaining({ is: 'link', to: '#/house/rules', leaves: false }));
  expect(prose).toMatchObject({ isPlain: false, isCut: false });
});

test('HTML is letters, an address that acts is letters, a picture from elsewhere is a link', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onclick="x">c</b> <!-- d -->',
    '<iframe srcdoc="x"></iframe>',
    '[a](javascript:alert(1))',
    '[a]( java\tscript:alert(1))',
    '[a](JaVaScRiPt:alert(1) "t")',
    '[a](data:text/html,x)',
    '[a](vbscript:x) [b](file:///etc/passwd) [c](blob:x) [d](//elsewhere.example)',
    '[a]: javascript:alert(1)\n\n[a] ![a]',
    '<javascript:alert(1)>',
    '![seen](https://elsewhere.example/seen.png)',
    '![seen](photo:../../etc)',
    `![x](photo:${photo}?a)`,
    '[a](#/../x?y=<b>)',
    '[a](#//elsewhere.example)',
    '&#106;avascript:x &lt;b&gt;',
  ];
  for (const each of hostile) {
    const prose = readMarkdown(each);
    expectHarmless(prose);
    const nodes = nodesOf(prose).map(({ node }) => node);
    expect(nodes.filter(({ is }) => is === 'photo')).toEqual([]);
  }
  expect(wordsOf(readMarkdown('<script>alert(1)</script>'))).toBe('<script>alert(1)</script>');
  expect(wordsOf(readMarkdown('[a](javascript:alert(1))'))).toContain('javascript:alert(1)');
  expect(nodesOf(readMarkdown('![seen](https://elsewhere.example/s.png)'))).toContainEqual(
    expect.objectContaining({ node: expect.objectContaining({ is: 'link', leaves: true }) as unknown }),
  );
});

const kib = 32 * 1024;
const filled = (piece: string, length = kib): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
const tangles: Readonly<Record<string, string>> = {
  lists: '- '.repeat(10_000) + 'a',
  numbered: '1. '.repeat(10_000) + 'a',
  indented: Array.from({ length: 250 }, (_, deep) => `${'  '.repeat(deep)}- a`).join('\n'),
  quotes: filled('> '),
  bareQuotes: filled('>'),
  mixed: filled('> - 1. '),
  emphasis: filled('*a **a '),
  oneEmphasis: `${'*'.repeat(kib / 2)}a${'*'.repeat(kib / 2)}`,
  underlines: filled('*a_ '),
  brackets: filled('['),
  links: filled('[a]('),
  pictures: filled('![['),
  nested: filled('[![*_'),
  ticks: Array.from({ length: 250 }, (_, n) => '`'.repeat(n + 1)).join(' '),
  angles: filled('<a '),
  comments: filled('<!--'),
  tables: `|a|\n|-|\n${filled('|a|\n')}`,
  references: filled('[a]: b\n'),
  struck: filled('~~a '),
  addresses: filled('http://'),
  mails: filled('a@'),
  breaks: filled('a  \n'),
  lines: filled('\n'),
  dashes: filled('- - a\n'),
};

test('what is tangled on purpose is read in so many steps for its length, not deep, and never fails', () => {
  for (const [name, text] of Object.entries(tangles)) {
    const prose = readMarkdown(text);
    expectHarmless(prose);
    const read = boundedTokens(text);
    // A place is looked at a few times, whatever stands there; else it is not read at all.
    expect(read?.steps ?? 0, name).toBeLessThanOrEqual(Math.min(100_000, text.length * 4));
    expect(read?.depth ?? 0, name).toBeLessThan(24);
  }
});

test('a megabyte is read to its bound, and said to be cut', () => {
  const prose = readMarkdown('Purger, puis fermer. '.repeat(50_000));
  expect(prose).toMatchObject({ isPlain: false, isCut: true });
  expect(wordsOf(prose).length).toBeLessThanOrEqual(64 * 1024);
  const plain = readMarkdown(filled('*a* ', 1_000_000));
  expectHarmless(plain);
  expect(plain.isCut).toBe(true);
});

test('any text at all: it never throws, and gives only what we draw', () => {
  const pieces = ['#', '*', '_', '`', '~', '>', '-', '1.', '[', ']', '(', ')', '!', '<', '&', '|', ':', '\\', '\n', ' ']
    .concat(['    ', '\t', '[ ] ', 'a', 'é', '𝄞', '\u0000', 'photo:', `photo:${photo}`, 'javascript:', 'https://x.y'])
    .concat(['<script>', '</', '<!--', '```', '***', '---', '|-|', '\r', 'www.', '@', '#/house']);
  const text = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 120 }).map((some) => some.join('')),
    fc
      .tuple(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 300 }))
      .map(([some, times]) => some.join('').repeat(times).slice(0, kib)),
    fc.string({ unit: 'binary', maxLength: 200 }),
  );
  fc.assert(
    fc.property(text, (each) => expectHarmless(readMarkdown(each))),
    { numRuns: 400 },
  );
});
