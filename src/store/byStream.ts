import type { Fact } from '#domain/fact.ts';
import { groupBy } from '#domain/groupBy.ts';
import type { BatchId, StreamId } from '#domain/ids.ts';
import { streamType } from '#domain/ids.ts';

/** Facts by every stream they name, in the order they came. */
export function factsByStream(facts: readonly Fact[]): Map<StreamId, readonly Fact[]> {
  const named = facts.flatMap((fact) => fact.streams.map((stream) => ({ stream, fact })));
  const groups = groupBy(named, ({ stream }) => stream);
  return new Map([...groups].map(([stream, members]) => [stream, members.map(({ fact }) => fact)]));
}

/** Which streams each import wrote in; the workshop's own is settled whatever happens. */
export function streamsByBatch(facts: readonly Fact[]): readonly { batch: BatchId; streams: readonly StreamId[] }[] {
  const named = facts.filter(({ body }) => typeof body['batch'] === 'string');
  return [...groupBy(named, ({ body }) => body['batch'] as BatchId)].map(([batch, members]) => ({
    batch,
    streams: [...new Set(members.flatMap(({ streams }) => streams))].filter((id) => streamType(id) !== 'workshop'),
  }));
}
