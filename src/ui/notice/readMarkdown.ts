import { isBlobId } from '#domain/schema.ts';
import { boundedTokens, type Branch } from './boundedTokens.ts';
import type { Block, Inline, Item, Prose, Row } from './prose.ts';

/** Twice what can be kept: a draft may be longer for a while. */
const maxLength = 64 * 1024;
const maxNodes = 20_000;

/**
 * A text of the house as the few things we draw. Never throws. Whoever wrote it is not trusted: HTML is letters, an
 * address leads to the web, to mail or to a page of ours or is letters too, and a picture is one of our own photos.
 */
export function readMarkdown(text: string): Prose {
  const isCut = text.length > maxLength;
  const read = isCut ? text.slice(0, maxLength) : text;
  const found = boundedTokens(read);
  const blocks = found === null ? null : readBlocks(found.branches);
  return { blocks: blocks ?? [{ at: 0, is: 'plain', text: read }], isPlain: blocks === null, isCut };
}

/** Null when there are more than anybody would read. */
function readBlocks(branches: readonly Branch[]): readonly Block[] | null {
  let count = 0;
  const at = (): number => (count += 1);

  const blocksOf = (some: readonly Branch[]): readonly Block[] =>
    count > maxNodes ? [] : some.flatMap((branch) => blockOf(branch) ?? []);
  /** The words of a block stand in one branch of it. */
  const wordsOf = (some: readonly Branch[]): readonly Inline[] =>
    some.flatMap(({ token, inside }) => (token.type === 'inline' ? inlinesOf(inside) : []));
  const inlinesOf = (some: readonly Branch[]): readonly Inline[] =>
    count > maxNodes ? [] : some.flatMap((branch) => inlineOf(branch));

  function blockOf({ token, inside }: Branch): Block | null {
    switch (token.type) {
      case 'heading_open':
        return { at: at(), is: 'heading', level: levelOf(token.tag), inside: wordsOf(inside) };
      case 'paragraph_open':
        return { at: at(), is: token.hidden ? 'line' : 'paragraph', inside: wordsOf(inside) };
      case 'code_block':
      case 'fence':
        return { at: at(), is: 'code', text: token.content };
      case 'blockquote_open':
        return { at: at(), is: 'quote', inside: blocksOf(inside) };
      case 'ordered_list_open':
        return listOf(inside, Number(attribute(token, 'start') ?? 1));
      case 'bullet_list_open':
        return listOf(inside, null);
      case 'table_open':
        return tableOf(inside);
      case 'hr':
        return { at: at(), is: 'rule' };
      default:
        return token.content === '' ? null : { at: at(), is: 'plain', text: token.content };
    }
  }

  function listOf(branches: readonly Branch[], first: number | null): Block {
    const read = branches.map(({ inside }, nth) => {
      const box = boxOf(inside);
      const item: Item = {
        at: at(),
        number: first === null ? null : first + nth,
        isDone: box?.isDone === true,
        inside: blocksOf(box?.inside ?? inside),
      };
      return { item, hasBox: box !== null };
    });
    const isBoxes = first === null && read.some(({ hasBox }) => hasBox);
    return {
      at: at(),
      is: 'list',
      steps: first === null ? (isBoxes ? 'boxes' : null) : 'numbered',
      items: read.map(({ item }) => item),
    };
  }

  function tableOf(parts: readonly Branch[]): Block {
    const rows = parts.flatMap((part) =>
      part.inside.map((row): Row => ({
        at: at(),
        isHead: part.token.type === 'thead_open',
        cells: row.inside.map((cell) => ({ at: at(), inside: wordsOf(cell.inside) })),
      })),
    );
    return { at: at(), is: 'table', rows };
  }

  function inlineOf({ token, inside }: Branch): Inline | readonly Inline[] {
    switch (token.type) {
      case 'softbreak':
      case 'hardbreak':
        // Who begins a new line means one.
        return { at: at(), is: 'break' };
      case 'code_inline':
        return { at: at(), is: 'code', text: token.content };
      case 'strong_open':
        return { at: at(), is: 'strong', inside: inlinesOf(inside) };
      case 'em_open':
        return { at: at(), is: 'emphasis', inside: inlinesOf(inside) };
      case 's_open':
        return { at: at(), is: 'struck', inside: inlinesOf(inside) };
      case 'link_open':
        return linkOf(attribute(token, 'href'), inlinesOf(inside));
      case 'image':
        return pictureOf(attribute(token, 'src'), token.content);
      default:
        return token.content === '' ? [] : { at: at(), is: 'text', text: token.content };
    }
  }

  function linkOf(href: unknown, inside: readonly Inline[]): Inline | readonly Inline[] {
    const address = addressOf(href);
    // Where it would have led is said, so that nobody wonders what is missing.
    if (address === null) return [...inside, { at: at(), is: 'text', text: ` (${String(href)})` }];
    return { at: at(), is: 'link', ...address, inside };
  }

  /** Nothing is fetched from elsewhere, not even a picture: it would tell who reads what, and when. */
  function pictureOf(href: unknown, words: string): Inline | readonly Inline[] {
    const [scheme, blob = ''] = String(href).split(':');
    if (scheme === 'photo' && isBlobId(blob)) return { at: at(), is: 'photo', blob, words };
    return linkOf(href, [{ at: at(), is: 'text', text: words === '' ? String(href) : words }]);
  }

  const blocks = blocksOf(branches);
  return count > maxNodes ? null : blocks;
}

/** The page has its title already. */
const levelOf = (tag: string): 2 | 3 | 4 => (tag === 'h1' ? 2 : tag === 'h2' ? 3 : 4);

/** `[ ] oil it`: what follows the box, and whether it is ticked; null where there is none. */
function boxOf(blocks: readonly Branch[]): { readonly isDone: boolean; readonly inside: readonly Branch[] } | null {
  const [first, ...rest] = blocks;
  const [words] = first?.inside ?? [];
  const [text, ...after] = words?.inside ?? [];
  const box = text?.token.type === 'text' ? /^\[([ xX])\]\s/.exec(text.token.content) : null;
  if (first === undefined || words === undefined || text === undefined || box === null) return null;
  const token: Branch['token'] = { ...text.token, content: text.token.content.slice(box[0].length) };
  const said = { ...words, inside: [{ token, inside: [] }, ...after] };
  return { isDone: box[1] !== ' ', inside: [{ ...first, inside: [said] }, ...rest] };
}

const attribute = ({ attrs }: Branch['token'], name: string) => attrs?.find(([each]) => each === name)?.[1];

/** Where a link may lead: the web, mail, a page of ours. */
function addressOf(href: unknown): { readonly to: string; readonly leaves: boolean } | null {
  if (typeof href !== 'string') return null;
  if (/^#\/[\w\-./~%]*$/.test(href)) return { to: href, leaves: false };
  const url = URL.canParse(href) ? new URL(href) : null;
  if (url === null || !['https:', 'http:', 'mailto:'].includes(url.protocol)) return null;
  return { to: url.href, leaves: true };
}
