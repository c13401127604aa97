import type { Bytes } from '#crypto/bytes.ts';
import type { Fact } from '#domain/fact.ts';
import type { FactId, LogId, MemberId, WorkshopId } from '#domain/ids.ts';
import { bodyOf } from '#domain/kinds/kind.ts';
import { roleGiven } from '#domain/kinds/membership.ts';
import { memberAdded, recovered, recoverySet } from '#domain/kinds/workshop.ts';
import type { Membership } from '#domain/settle/membership.ts';
import type { StreamRecord, WorkshopDatabase } from '#store/database.ts';
import { readEntries } from '#store/readEntries.ts';

const introBytes = 64 * 1024;

/**
 * The clear facts that let a device in: its admission, those of whoever admitted and invited it, and so on down to the
 * founder, with what gave them the right. Enough for a peer that has heard of none of them; the rest comes as facts do.
 */
export async function introOf(
  db: WorkshopDatabase,
  { facts, admissions = {} }: StreamRecord,
  membership: Membership,
  { workshop, own }: { readonly workshop: WorkshopId; readonly own: LogId },
): Promise<readonly Bytes[]> {
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  const chosen = new Set<Fact>();
  const logs = new Set<LogId>([own]);
  // The set grows while it is walked: each log brings those who let it in.
  for (const log of logs) {
    const add = (ref: { readonly id: string } | null | undefined): void => {
      const fact = ref == null ? undefined : byId.get(ref.id as FactId);
      if (fact === undefined) return;
      chosen.add(fact);
      logs.add(fact.log);
    };
    const device = membership.devices.get(log);
    const admission = device?.admittedBy ?? null;
    add(admission);
    const first = facts.find((fact) => fact.log === log && fact.seq === 0);
    add(first);
    // Nobody let in who came back with the key of the house: the founding says which key that is, or who changed it.
    if (first !== undefined && bodyOf(recovered, first) !== null) {
      add({ id: workshop });
      for (const fact of facts) if (bodyOf(recoverySet, fact) !== null) add(fact);
    }
    const invitation = admission === null ? undefined : admissions[admission.id];
    if (invitation !== undefined) logs.add(invitation.log);
    add(invitation);
    for (const fact of facts) if (device !== undefined && givesRight(fact, device.member)) add(fact);
  }
  for (const fact of facts) if (bodyOf(recoverySet, fact) !== null && logs.has(fact.log)) chosen.add(fact);
  return await entriesOf(db, [...chosen].toReversed());
}

const givesRight = (fact: Fact, member: MemberId): boolean =>
  bodyOf(memberAdded, fact)?.member === member || bodyOf(roleGiven, fact)?.member === member;

async function entriesOf(db: WorkshopDatabase, facts: readonly Fact[]): Promise<readonly Bytes[]> {
  const records = await db.logs.bulkGet(facts.map(({ log }) => log));
  const found = await Promise.all(
    facts.map(async ({ seq }, at) => {
      const record = records[at];
      return record === undefined ? undefined : (await readEntries(db, record, [seq])).get(seq)?.bytes;
    }),
  );
  const entries: Bytes[] = [];
  let left = introBytes;
  for (const bytes of found) {
    if (bytes === undefined || bytes.length > left) continue;
    left -= bytes.length;
    entries.push(bytes as Bytes);
  }
  return entries;
}
