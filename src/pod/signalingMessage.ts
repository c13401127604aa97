import { ok, refused, type Result } from '#domain/result.ts';

/** The four messages of y-webrtc, as its clients send them; what else stands in them is not read. */
export type SignalingMessage =
  | { readonly type: 'subscribe' | 'unsubscribe'; readonly topics: readonly string[] }
  | { readonly type: 'publish'; readonly topic: string; readonly rest: Readonly<Record<string, unknown>> }
  | { readonly type: 'ping' | 'pong' };

export type SignalingRefusal = { readonly kind: 'not-json' | 'too-deep' | 'unknown-message' };

/** Deeper than any WebRTC offer; `JSON.stringify` goes down by recursion and would run out of stack. */
const maxNesting = 16;
const maxTopicLength = 128;

/** Reads one frame of anybody: never throws, whatever the text. */
export function readSignalingMessage(text: string): Result<SignalingMessage, SignalingRefusal> {
  if (nestingOf(text) > maxNesting) return refused({ kind: 'too-deep' });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ kind: 'not-json' });
  }
  const message = toMessage(value);
  return message === null ? refused({ kind: 'unknown-message' }) : ok(message);
}

function toMessage(value: unknown): SignalingMessage | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = value as Readonly<Record<string, unknown>>;
  const { type } = fields;
  switch (type) {
    case 'ping':
    case 'pong':
      return { type };
    case 'subscribe':
    case 'unsubscribe': {
      const topics = fields['topics'] ?? [];
      return Array.isArray(topics) && topics.every(isTopic) ? { type, topics } : null;
    }
    case 'publish': {
      const topic = fields['topic'];
      return isTopic(topic) ? { type, topic, rest: fields } : null;
    }
    default:
      return null;
  }
}

const isTopic = (topic: unknown): topic is string =>
  typeof topic === 'string' && topic.length > 0 && topic.length <= maxTopicLength;

/** How deep brackets nest, those inside of texts left out. Of what is no JSON it says something, and does no harm. */
function nestingOf(text: string): number {
  let [depth, deepest, inText] = [0, 0, false];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (inText) {
      if (sign === '\\') at += 1;
      else if (sign === '"') inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === '{' || sign === '[') deepest = Math.max(deepest, (depth += 1));
    else if (sign === '}' || sign === ']') depth -= 1;
  }
  return deepest;
}
