import type { LogId, PlaceId } from '#domain/ids.ts';
import type { Job } from './database.ts';

// A job's name says what it is about: the same work asked for twice is one job, of the later version.

/** The tools below a place that moved, or was renamed, sort elsewhere. */
export const reorderJob = (place: PlaceId, version: number): Job => ({
  id: `reorder:${place}`,
  kind: 'reorder',
  place,
  version,
});

/** All that a log wrote in is settled again. */
export const logJob = (log: LogId, version: number): Job => ({ id: `log:${log}`, kind: 'log', log, version });
