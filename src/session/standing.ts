import type { Bytes } from '#crypto/bytes.ts';
import type { LogId } from '#domain/ids.ts';
import type { Conversation } from './conversation.ts';
import type { Greeted } from './handshake.ts';
import type { Standing, Trust } from './ledger.ts';
import type { Message } from './messages.ts';
import type { Timer } from './timer.ts';

/** A device that is in, as far as we know, or as the facts it showed us say. */
export interface Peer {
  readonly log: LogId;
  /** What it said while we were still asking who let it in: it may have known us. */
  readonly early: readonly Message[];
  /** Asked before everything that is sent: rights change while we talk. Ends the conversation when they are gone. */
  readonly mayGo: () => Promise<boolean>;
  /** It asks who let us in. */
  readonly introduce: (entries: readonly Bytes[]) => Promise<void>;
}

export interface StandingDeps {
  readonly trust: Pick<Trust, 'standingOf' | 'standingWith' | 'intro'>;
  readonly timer: Timer;
}

const introTime = 10_000;
const maxEarly = 8;

/**
 * Whether the other end is let in. A stranger is asked who let it in: it may have been admitted while we were away. To
 * one who was cut, or whom nobody let in, nothing is told but goodbye. Null when the conversation ended over it.
 */
export async function meetPeer(
  talk: Conversation,
  { log }: Greeted,
  { trust, timer }: StandingDeps,
): Promise<Peer | null> {
  const early: Message[] = [];
  let introduced = false;
  let introductions = 0;

  async function mayGo(): Promise<boolean> {
    if (talk.ended() !== null) return false;
    const standing = await trust.standingOf(log);
    return judge(standing === 'stranger' && introduced ? 'in' : standing);
  }

  function judge(standing: Standing): boolean {
    if (standing === 'in') return true;
    const reason = standing === 'cut' ? 'removed' : 'stranger';
    talk.end({ by: 'here', reason, detail: 'standing' });
    return false;
  }

  async function introduce(entries: readonly Bytes[]) {
    // Ours are clear facts, shown to whoever holds the key of this room: once, not for ever.
    introductions += 1;
    if (entries.length === 0 && introductions <= 2) await talk.send({ kind: 'intro', entries: await trust.intro() });
  }

  async function hearIntro(): Promise<boolean> {
    await talk.send({ kind: 'intro', entries: [] });
    for (let heard = await talk.next(); heard !== null; heard = await talk.next()) {
      const { message } = heard;
      if (message.kind === 'intro' && message.entries.length > 0) {
        introduced = judge(await trust.standingWith(log, message.entries));
        return introduced;
      }
      if (message.kind === 'intro') await introduce(message.entries);
      else if (early.push(message) > maxEarly) {
        talk.end({ by: 'here', reason: 'wrong', detail: 'out-of-turn' });
        return false;
      }
    }
    return false;
  }

  const standing = await trust.standingOf(log);
  if (standing === 'stranger') {
    const inTime = timer.after(introTime, () => talk.end({ by: 'here', reason: 'stranger', detail: 'time' }));
    const heard = await hearIntro();
    inTime();
    if (!heard) return null;
  } else if (!judge(standing)) return null;
  return { log, early, mayGo, introduce };
}
