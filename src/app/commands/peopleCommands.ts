import { decideDescribeWorkshop, decideWriteProfile, membershipDraft } from '#domain/decide/describe.ts';
import type { Draft, Fact } from '#domain/fact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { BlobId, FactId, LogId, MemberId } from '#domain/ids.ts';
import { memberStream, workshopStream } from '#domain/ids.ts';
import { handedOver } from '#domain/kinds/custody.ts';
import { personOf } from '#domain/kinds/kind.ts';
import { profileWritten } from '#domain/kinds/member.ts';
import { ok, refused } from '#domain/result.ts';
import { settleProfile } from '#domain/settle/member.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import { newId } from '../newIds.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, isStewardIn, meIn, single, workshopIn } from './context.ts';

type PeopleCommands = Pick<
  Commands,
  'addMember' | 'writeProfile' | 'describeWorkshop' | 'eraseMember' | 'withdrawBatch'
>;

/** Who is in, what they are called, and how they are forgotten. */
export function peopleCommands({ pen, db, deps }: CommandContext): PeopleCommands {
  const { now } = deps.clock;

  return {
    addMember: (words) => {
      const member = newId<MemberId>(deps.crypto);
      return pen.write([workshopStream], (read) => {
        const profile = decideWriteProfile(member, words, [], { now: now() });
        if (!profile.ok) return profile;
        const body = { member, role: 'member' };
        const added = membershipDraft('memberAdded', body, workshopIn(read).heads.membership, [memberStream(member)]);
        return ok({ drafts: [added, profile.value], value: () => member });
      });
    },

    writeProfile: (member, words) =>
      pen.write([memberStream(member)], (read) => {
        if (!read.context.membership.members.has(member)) return refused({ kind: 'member-unknown' });
        const { heads } = settleProfile(member, read.records.get(memberStream(member))?.facts ?? [], read.context);
        return single(decideWriteProfile(member, words, heads, { now: now() }));
      }),

    describeWorkshop: (words) =>
      pen.write([workshopStream], (read) =>
        single(decideDescribeWorkshop(workshopIn(read), words, { now: now(), isSteward: isStewardIn(read, pen) })),
      ),

    eraseMember: (member) =>
      pen.write([workshopStream, memberStream(member)], async (read) => {
        if (!isStewardIn(read, pen) && meIn(read, pen) !== member) return refused({ kind: 'stewards-only' });
        const { membership } = workshopIn(read).heads;
        const forgetting = await forgettingOf(db, member, membership);
        const drafts = [
          membershipDraft('erased', { member }, membership, [memberStream(member)]),
          ...forgetting.drafts,
        ];
        return ok({ drafts, value: () => ({ forgotten: forgetting.count }) });
      }),

    withdrawBatch: (batch) =>
      pen.write([workshopStream], (read) => {
        if (!isStewardIn(read, pen)) return refused({ kind: 'stewards-only' });
        const after = workshopIn(read).heads.batches;
        const thing = { kind: 'batchWithdrawn', streams: [workshopStream], after, at: now(), body: { of: batch } };
        return single(ok({ thing, person: null }));
      }),
  };
}

/**
 * One `forgotten` a log for every person part that names the member or is their profile. The names beside uses go with
 * them: what the tool served is kept, and who holds it now when that is somebody else.
 */
async function forgettingOf(
  db: WorkshopDatabase,
  member: MemberId,
  after: Draft['thing']['after'],
): Promise<{ readonly drafts: readonly Draft[]; readonly count: number }> {
  const stream = memberStream(member);
  const found = new Map<FactId, { log: LogId; seq: number }>();
  await db.streams.each(({ facts }) => {
    for (const fact of facts) {
      const { id, log, seq, kind, streams, person } = fact;
      const isAbout = typeof person === 'object' && person !== null && person.streams.includes(stream);
      if (
        (isAbout && !isUseOfAnother(fact, member)) ||
        (kind === profileWritten.name && streams[0] === stream && person !== 'forgotten')
      )
        found.set(id, { log, seq });
    }
  });
  const byLog = groupBy(found.values(), ({ log }) => log);
  const heads = await db.logs.bulkGet([...byLog.keys()]);
  const drafts = [...byLog].map(([log, facts], at) => {
    const head = heads[at];
    const upTo = { seq: (head?.height ?? 1) - 1, id: head?.head as FactId };
    const blobs: readonly BlobId[] = [];
    return membershipDraft(
      'forgotten',
      { log, upTo, seqs: facts.map(({ seq }) => seq).toSorted((a, b) => a - b), blobs },
      after,
    );
  });
  return { drafts, count: found.size };
}

/**
 * They passed the tool on: that part says first of all who has it since. It stays, and says *someone* of them, as
 * `erased` wants; but words in it could name them.
 */
function isUseOfAnother(fact: Fact, member: MemberId): boolean {
  const passing = personOf(handedOver, fact);
  return passing !== null && passing.to !== member && passing.note === undefined;
}
