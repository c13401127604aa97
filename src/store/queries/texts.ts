import type { Fact } from '#domain/fact.ts';
import { type NoticeStream, workshopStream } from '#domain/ids.ts';
import type { TextName } from '#domain/kinds/text.ts';
import type { KeptText } from '#domain/settle/kept.ts';
import { type Notice, settleNotice } from '#domain/settle/notice.ts';
import type { StoryLine } from '#domain/settle/tool.ts';
import { type WorkshopSettled, settleWorkshop } from '#domain/settle/workshop.ts';
import type { WorkshopDatabase } from '../database.ts';
import type { MembershipCache } from '../membershipCache.ts';
import { contextFor, emptyStream } from '../settleRows.ts';

/** Every version of a text that was kept, the one that stands first. */
export async function keptVersions(
  db: WorkshopDatabase,
  cache: MembershipCache,
  of: TextName,
): Promise<readonly KeptText[]> {
  const { history, stands } = of === 'rules' ? await rules(db, cache) : await notice(db, cache, of);
  const before = history.filter(({ ref }) => ref.id !== stands?.ref.id).toReversed();
  return stands === null ? before : [stands, ...before];
}

/** The same as lines of a life story, newest first: what it is about tells them among its own. */
export async function noticeLines(
  db: WorkshopDatabase,
  cache: MembershipCache,
  name: NoticeStream,
): Promise<readonly StoryLine[]> {
  const { notice, facts } = await noticeRead(db, cache, name);
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const lines = notice.history.flatMap(({ ref }) => byId.get(ref.id) ?? []);
  return lines.map((fact) => ({ fact, withdrawn: null })).toReversed();
}

/** What the board is begun from now, on every phone alike. */
export const boardSeed = async (db: WorkshopDatabase, cache: MembershipCache): Promise<WorkshopSettled['board']> =>
  (await workshop(db, cache)).board;

async function rules(db: WorkshopDatabase, cache: MembershipCache): Promise<Pick<Notice, 'history' | 'stands'>> {
  const { history, kept } = await workshop(db, cache);
  return { history: history.filter(({ of }) => of === 'rules'), stands: kept.rules ?? null };
}

async function notice(db: WorkshopDatabase, cache: MembershipCache, name: NoticeStream): Promise<Notice> {
  return (await noticeRead(db, cache, name)).notice;
}

function noticeRead(
  db: WorkshopDatabase,
  cache: MembershipCache,
  name: NoticeStream,
): Promise<{ readonly notice: Notice; readonly facts: readonly Fact[] }> {
  return db.dexie.transaction('r', [db.state, db.streams, db.logs], async () => {
    const [state, found] = await Promise.all([db.state.get('state'), db.streams.get(name)]);
    if (state === undefined) throw new Error('This database holds no workshop yet');
    const record = found ?? emptyStream(name);
    const context = await contextFor(db, await cache.read(state), [record]);
    return { notice: settleNotice(name, record.facts, context), facts: record.facts };
  });
}

async function workshop(
  db: WorkshopDatabase,
  cache: MembershipCache,
): Promise<Pick<WorkshopSettled, 'history' | 'kept' | 'board'>> {
  return db.dexie.transaction('r', [db.state, db.streams, db.logs], async () => {
    const [state, record] = await Promise.all([db.state.get('state'), db.streams.get(workshopStream)]);
    if (state === undefined || record === undefined) throw new Error('This database holds no workshop yet');
    return settleWorkshop(record.facts, await contextFor(db, await cache.read(state), [record]));
  });
}
