/** A phone in the hands of somebody who wants harm: it has its own key and all that was ever told to it. */
import { sealFact } from '#crypto/sealFact.ts';
import type { Body, Draft, FactRef } from '#domain/fact.ts';
import { refOf } from '#domain/fact.ts';
import type { DutyId, LogId, ToolId } from '#domain/ids.ts';
import { dutyStream, memberStream, toolStream, workshopStream } from '#domain/ids.ts';
import { type Membership, memberOf, writingEpoch } from '#domain/settle/membership.ts';
import { settleTool } from '#domain/settle/tool.ts';
import { settleWorkshop } from '#domain/settle/workshop.ts';
import { readStreams } from '#store/readStreams.ts';
import { incoming } from '#app/incoming.ts';
import { partyOf } from './beginning.ts';
import type { FleetPhone } from './fleetPhone.ts';
import type { Party } from './meet.ts';
import type { Lie } from './steps.ts';

export interface Liar extends Party {
  /** Writes it as if it had the right; gives the facts it had none for. */
  readonly tell: (how: Lie, about: { readonly victim: LogId; readonly tool: ToolId }) => Promise<readonly FactRef[]>;
}

export const lieName = 'LIE';

export function createLiar(phone: FleetPhone): Liar {
  const { db, cache, log, signer, door, keys, installation, ledger } = phone;
  const { workshop, crypto } = installation;

  /** Signed and chained like any other; nobody asks whether it may. */
  async function forge(draft: Draft, back = 0): Promise<FactRef | null> {
    const record = await db.logs.get(log);
    const state = await db.state.get('state');
    if (record === undefined || state === undefined) return null;
    const { membership } = await cache.read(state);
    const id = writingEpoch(membership, (epoch) => keys.has(epoch));
    const head = back === 0 ? { seq: record.height - 1, id: record.head } : await headBelow(record.height - 1 - back);
    if (head === null) return null;
    const writer = { workshop, signer, epoch: id === null ? null : { id, keys } };
    const sealed = await sealFact(draft, head, writer, crypto);
    if (!sealed.ok) return null;
    const { fact, person } = sealed.value;
    if (back === 0) await door.write({ facts: [incoming(sealed.value, draft)], isOwn: true, now: 0 });
    else await ledger.accept([{ log, seq: fact.seq, branch: null, bytes: fact.bytes, person }]);
    return refOf(fact);
  }

  async function headBelow(seq: number) {
    if (seq < 0) return null;
    const facts = (await db.streams.toArray()).flatMap((stream) => stream.facts);
    const found = facts.find((fact) => fact.log === log && fact.seq === seq);
    return found === undefined ? null : { seq, id: found.id };
  }

  async function tell(how: Lie, { victim, tool }: { victim: LogId; tool: ToolId }): Promise<readonly FactRef[]> {
    const read = await readStreams(db, cache, [workshopStream, toolStream(tool)], log);
    const { membership } = read.context;
    const me = memberOf(membership, log);
    const them = memberOf(membership, victim);
    const head = await db.logs.get(victim);
    if (me === null) return [];
    const after = settleWorkshop(read.records.get(workshopStream)?.facts ?? [], read.context).heads.membership;
    const clear = (kind: string, body: Body): Draft => ({
      thing: { kind, streams: [workshopStream, memberStream(me)], after, at: null, body },
      person: null,
    });
    const settled = settleTool(tool, read.records.get(toolStream(tool))?.facts ?? [], read.context);
    const described: Draft = {
      thing: {
        kind: 'toolDescribed',
        streams: [toolStream(tool)],
        after: settled.heads.get('description') ?? [],
        at: 1,
        body: { name: lieName },
      },
      person: null,
    };
    const told = async (draft: Draft | null) => {
      const ref = draft === null ? null : await forge(draft);
      return ref === null ? [] : [ref];
    };
    const at = head === undefined ? null : { log: victim, seq: Math.max(0, head.height - 3), id: head.head };
    switch (how) {
      case 'late':
        return told(described);
      case 'fault': {
        const body = { bad: 'unsafe', what: 'broken', words: lieName };
        return told({ thing: { ...described.thing, kind: 'faultReported', after: [], body }, person: null });
      }
      case 'steward':
        return told(clear('roleGiven', { member: me, role: 'steward', logs: [] }));
      case 'remove':
        return told(them === null || victim === log ? null : clear('removed', { member: them, logs: [] }));
      case 'revoke':
        return told(at === null || victim === log || them === me ? null : clear('revoked', at));
      case 'rotate':
        return told(clear('keyRotated', { check: 'A'.repeat(43) }));
      case 'erase':
        return told(them === null || them === me ? null : clear('erased', { member: them }));
      case 'board': {
        const thing = { kind: 'boardBegun', streams: [workshopStream], after: [], at: 1, body: { generation: 1 } };
        return told({ thing, person: null });
      }
      case 'care': {
        // Done in a hundred years, ended in a stream that is not the duty's own, and done with a day that is none.
        const duty = dutyStream('AAAAAAAAAAAAAAAAAAAAAA' as DutyId);
        const streams = [duty, toolStream(tool)];
        const thing = { kind: 'dutyDone', streams, after: [], at: 1, body: { day: '2126-01-01', seen: [] } };
        await forge({ thing, person: null });
        await forge({ thing: { ...thing, kind: 'dutyEnded', streams: streams.toReversed(), body: {} }, person: null });
        await forge({ thing: { ...thing, body: { day: 'soon', forAnother: true } }, person: null });
        return [];
      }
      case 'skill':
        return skillLies(membership, victim);
      case 'rename': {
        if (them === null) return [];
        const thing = { kind: 'profileWritten', streams: [memberStream(them)], after: [], at: 1, body: {} };
        await forge({ thing, person: { streams: [memberStream(them)], body: { name: 'Somebody else' } } });
        return [];
      }
      case 'fork':
        // Its own branches may both count: that is no lie, only a doubled log.
        await forge({ ...described, thing: { ...described.thing, body: { about: 'a second fact for one place' } } }, 2);
        return [];
    }
  }

  /** What only the first of them could be, if it counted: an induction that stands on nothing. */
  async function skillLies(membership: Membership, victim: LogId): Promise<readonly FactRef[]> {
    const streams = (await db.streams.toArray()).filter(({ id }) => id.startsWith('skill/'));
    const told: FactRef[] = [];
    for (const { id, facts } of streams) {
      const halves = facts.filter(({ kind, log: by }) => kind === 'taught' && by !== log);
      const write = async (kind: string, body: Body, after: readonly FactRef[] = []): Promise<void> => {
        const thing = { kind, streams: [id], after: after.map(refOf), at: 1, body };
        const ref = await forge({ thing, person: null });
        if (ref !== null && kind === 'taught') told.push(ref);
      };
      await write('skillDescribed', { name: lieName });
      await write('taught', { to: log });
      await write('taught', { to: victim });
      for (const half of halves.slice(0, 2)) {
        await write('inductionWithdrawn', { of: { ...refOf(half) }, logs: [] }, [half]);
        const to = half.body['to'] as LogId;
        if (memberOf(membership, to) !== memberOf(membership, log))
          await write('learned', { of: { ...refOf(half) } }, [half]);
      }
    }
    return told;
  }

  return { ...partyOf(phone), tell };
}
