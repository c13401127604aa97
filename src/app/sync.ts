/** What screens see of the meeting of phones. Types only: they are made in `#sync/meeting.ts`, which screens may not read. */
export type { Meeting, MeetingTrouble, ParcelRefusal, Parcels, PeerView, SyncView } from '#sync/meeting.ts';
