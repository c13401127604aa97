import type { Fact } from '../fact.ts';
import { codeStream, labelStream, streamType } from '../ids.ts';
import { bodyOf } from '../kinds/kind.ts';
import { codeClaimed, codeReleased, labelBound, labelUnbound } from '../kinds/tool.ts';

/** A fact that binds or frees a label. */
export const isLabelFact = ({ kind }: Fact): boolean => kind === labelBound.name || kind === labelUnbound.name;

/** A fact about a label or code names its stream and no other's, else it would say one thing there and another here. */
export function namesItsCode(fact: Fact): boolean {
  const label = (bodyOf(labelBound, fact) ?? bodyOf(labelUnbound, fact))?.label;
  const code = bodyOf(codeClaimed, fact) ?? bodyOf(codeReleased, fact);
  const own = label !== undefined ? labelStream(label) : code === null ? null : codeStream(code.format, code.text);
  const named = fact.streams.filter((stream) => ['label', 'code'].includes(streamType(stream)));
  return own === null || (named.length === 1 && named[0] === own);
}
