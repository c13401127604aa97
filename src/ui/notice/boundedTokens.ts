import createMarkdown, { type Token as ParserToken } from 'markdown-it';

/** Levels of lists, quotes and emphasis within one another; a list takes two. */
const maxDepth = 24;
const maxSteps = 100_000;

/** What is read of a token of the parser. */
type Token = Pick<ParserToken, 'type' | 'tag' | 'attrs' | 'content' | 'hidden' | 'level' | 'nesting'>;

/** A token and those between its opening and its closing. */
export interface Branch {
  readonly token: Token;
  readonly inside: readonly Branch[];
}

/**
 * Reads Markdown into a tree of tokens. Gives up, with null, where it is tangled on purpose: what nests deeper than
 * anybody writes, and what takes more steps than a text does. These are counted and not timed, since what they cost on a
 * phone is not known here. HTML is no token: it stays the letters it is.
 */
export function boundedTokens(
  text: string,
): { readonly branches: readonly Branch[]; readonly steps: number; readonly depth: number } | null {
  const markdown = createMarkdown({ html: false, linkify: false, typographer: false });
  markdown.options.maxNesting = maxDepth;
  let steps = 0;
  const step = (): false => {
    steps += 1;
    if (steps > maxSteps) throw new Error('More steps than a text takes');
    return false;
  };
  // First in line, and never of use: so each place where the parser looks is counted.
  markdown.block.ruler.before('table', 'step', step, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  markdown.inline.ruler.before('text', 'step', step);
  try {
    const tokens = markdown.parse(text, {});
    const depth = tokens.reduce((deepest, { level }) => Math.max(deepest, level), 0);
    // What is deeper than that is left out by the parser.
    return depth < maxDepth - 2 ? { branches: treeOf(tokens), steps, depth } : null;
  } catch {
    // Too many steps; or an input the parser does not survive, though we know of none.
    return null;
  }
}

function treeOf(tokens: readonly ParserToken[]): readonly Branch[] {
  const top: Branch[] = [];
  const open: Branch[][] = [top];
  for (const token of tokens) {
    if (token.nesting < 0) {
      if (open.length > 1) open.pop();
      continue;
    }
    const inside: Branch[] = [];
    open[open.length - 1]?.push({ token, inside: token.children === null ? inside : treeOf(token.children) });
    if (token.nesting > 0) open.push(inside);
    // The parser bounds its own recursion; emphasis is paired afterwards, however deep.
    if (open.length > maxDepth) throw new Error('Deeper than a text goes');
  }
  return top;
}
