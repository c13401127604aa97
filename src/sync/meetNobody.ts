import type { Meeting, Parcels, SyncView } from './meeting.ts';
import { refused } from '#domain/result.ts';

const off: SyncView = { role: 'off', peers: [], onlyHere: 0, signaling: 'none', pod: 'none', trouble: null };

/** The demonstration is nobody else's: it meets nobody, and nothing of it is still to be sent. */
export const meetNobody: Meeting = {
  view: () => off,
  subscribe: () => () => undefined,
  elsewhere: () => Number.MAX_SAFE_INTEGER,
  met: () => Promise.resolve([]),
  places: { get: () => ({ signaling: null, pod: null, iceServers: [] }), set: () => undefined },
  nudge: () => undefined,
  stop: () => Promise.resolve(),
};

export const noParcels: Parcels = {
  write: () => Promise.resolve(refused({ kind: 'parcel-key-missing' })),
  read: () => Promise.resolve(refused({ kind: 'parcel-foreign' })),
};
