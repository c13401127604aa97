import type { Bytes } from '#crypto/bytes.ts';
import { ok, refused, type Result } from '#domain/result.ts';
import { createConversation, type Conversation, type SessionEnd } from './conversation.ts';
import { expect, shakeHands, type HandshakeDeps } from './handshake.ts';
import type { SealedKey } from './ledger.ts';
import type { Link } from './link.ts';
import type { AdmissionRefusal, MessageOf } from './messages.ts';

/** What a newcomer asks with: checked by whoever admits, not here. */
export type AdmissionRequest = Omit<MessageOf<'join'>, 'kind'>;

export interface Welcome {
  /** The `admitted` fact. */
  readonly admitted: Bytes;
  readonly keys: readonly SealedKey[];
}

export interface AdmissionDeps extends Omit<HandshakeDeps, 'binding'> {
  readonly link: Link;
}

/** `refused`: a member said no, and why. `ended`: the link or the time was over; another member may say yes. */
export type RequestRefusal =
  | { readonly kind: 'refused'; readonly reason: AdmissionRefusal }
  | { readonly kind: 'ended'; readonly end: SessionEnd };

/** Admitting means writing a fact, on a phone that may be busy. */
const admissionTime = 30_000;

/**
 * The newcomer's side, in an invitation's room. Whoever is met there only knows the public half of the invitation: what
 * it says is believed once the facts it names are here (decision 0005, 15).
 */
export async function requestAdmission(
  deps: AdmissionDeps,
  { invitation, agreement, proof }: Omit<AdmissionRequest, 'log'>,
): Promise<Result<Welcome, RequestRefusal>> {
  const talk = createConversation(deps.link, deps.timer);
  const inTime = limit(talk, deps);
  try {
    if ((await shakeHands(talk, { ...deps, binding: deps.link.binding })) === null) return over(talk);
    void talk.send({ kind: 'join', invitation, log: deps.identity.log, agreement, proof });
    const heard = await talk.next();
    if (heard === null) return over(talk);
    const { message } = heard;
    const understood = message.kind === 'welcome' || message.kind === 'sorry';
    talk.end(
      understood
        ? { by: 'here', reason: 'done', detail: 'closed' }
        : { by: 'here', reason: 'wrong', detail: 'out-of-turn' },
    );
    if (message.kind === 'welcome') return ok({ admitted: message.admitted, keys: message.keys });
    return message.kind === 'sorry' ? refused({ kind: 'refused', reason: message.reason }) : over(talk);
  } finally {
    inTime();
  }
}

/** A member's side: whoever asks must be the device that is to be let in. Resolves when it is over, with what was answered. */
export async function answerAdmission(
  deps: AdmissionDeps,
  admit: (request: AdmissionRequest) => Promise<Result<Welcome, AdmissionRefusal>>,
): Promise<Result<Welcome, RequestRefusal>> {
  const talk = createConversation(deps.link, deps.timer);
  const inTime = limit(talk, deps);
  try {
    const greeted = await shakeHands(talk, { ...deps, binding: deps.link.binding });
    const asked = greeted && (await expect(talk, 'join'));
    if (asked === null) return over(talk);
    const { kind: _, ...request } = asked.message;
    const proven = greeted?.log === request.log;
    const answer = proven ? await admit(request) : refused<AdmissionRefusal>('wrong-proof');
    if (talk.ended() !== null) return answer.ok ? answer : over(talk);
    await talk.send(answer.ok ? { kind: 'welcome', ...answer.value } : { kind: 'sorry', reason: answer.refusal });
    // Whoever asked says goodbye; closing first could overtake the answer.
    await talk.next();
    talk.end({ by: 'here', reason: 'done', detail: 'closed' });
    return answer.ok ? answer : refused({ kind: 'refused', reason: answer.refusal });
  } finally {
    inTime();
  }
}

const limit = (talk: Conversation, { timer }: AdmissionDeps) =>
  timer.after(admissionTime, () => talk.end({ by: 'here', reason: 'limit', detail: 'time' }));

const over = (talk: Conversation) => refused<RequestRefusal>({ kind: 'ended', end: talk.ended() ?? { by: 'link' } });
