import Dexie, { type Table } from 'dexie';
import type { BatchId, BlobId, FactId, LogId, StreamId, WorkshopId } from '#domain/ids.ts';
import type { Fact } from '#domain/fact.ts';
import type { Invitation } from '#domain/settle/membership.ts';
import type { StoredBranch } from './forks.ts';
import type {
  CareDayRow,
  CategoryRow,
  CodeRow,
  DutyRow,
  MemberRow,
  PlaceRow,
  ShelfEntry,
  SkillRow,
  ToolRow,
  WorkshopRow,
} from '#domain/rows.ts';
import type { StreamBlobs } from '#domain/settle/blobs.ts';

/** The head of a log, or of one branch of a doubled one: facts `from` to `height - 1` are here, in chunks. */
export interface LogRecord {
  readonly log: ChainKey;
  /** Where a branch leaves the log; a log begins at 0. */
  readonly from?: number;
  readonly height: number;
  readonly head: FactId;
  /** Two facts were signed for one `seq`: whoever writes this log begins another. */
  readonly isDoubled?: true;
  /** Facts whose key is not here: kept and passed on, unread. */
  readonly unread?: readonly number[];
  /** The latest weeks its member wrote in for themselves: who is here, and who is away. */
  readonly weeks?: readonly number[];
  /** Facts whose person part is named and not here, forgotten or still to come. */
  readonly lacking?: readonly number[];
}

/** A log, or `log/<id of its first own fact>` for a branch: see `chainKey`. */
export type ChainKey = LogId;

/** One fact as it travels: header, signature and thing part as received; the person part while it is here. */
export interface SealedEntry {
  readonly bytes: Uint8Array;
  readonly person: Uint8Array | null;
  /** Its turn among all facts as they came here, whatever their log. Without it (an older one): its `seq`. */
  readonly placed?: number;
}

/** IndexedDB pays per record and not per byte, so a log is kept in runs of facts. */
export interface ChunkRecord {
  readonly log: ChainKey;
  readonly n: number;
  readonly entries: readonly SealedEntry[];
}
export const factsPerChunk = 32;

/** All opened facts of one stream: settling a tool is one read. `awaits` = `log:seq` of references still to come. */
export interface StreamRecord {
  readonly id: StreamId;
  readonly facts: readonly Fact[];
  readonly awaits?: readonly string[];
  /** Page of the shelf the tool stands on; kept when its row goes and comes back. */
  readonly page?: number;
  /** With the workshop's own stream only: admissions that were verified, and branches of doubled logs. */
  readonly admissions?: Admissions;
  readonly branches?: readonly StoredBranch[];
}

/** By the id of the `admitted` fact: the invitation it carries, verified with its proof when it came. */
export type Admissions = Readonly<Record<FactId, Invitation>>;

/** Work that would be too much for one transaction; done in slices by `createSweeper`, also after a restart. */
export type Job =
  | { readonly id: string; readonly kind: 'settle'; readonly stream: StreamId }
  /** A place's name or parent changed: the tools below it sort elsewhere. */
  | { readonly id: string; readonly kind: 'reorder'; readonly place: string; readonly version?: number }
  /** What a batch wrote counts no more. */
  | { readonly id: string; readonly kind: 'batch'; readonly batch: BatchId }
  /** A change of right: every stream the log wrote in is settled again. */
  | { readonly id: string; readonly kind: 'log'; readonly log: LogId; readonly version?: number }
  | {
      readonly id: string;
      readonly kind: 'forget';
      readonly log: LogId;
      readonly seqs: readonly number[];
      readonly blobs: readonly BlobId[];
      /** Not before: others may still void what a stranger to the log forgot. */
      readonly due: number;
      /** The fact that asked for it: should it not count any more by then, nothing is dropped. */
      readonly by?: FactId;
    };

export type Side = 'A' | 'B';

/** The one small record every transaction of the door reads. */
export interface StateRecord {
  readonly key: 'state';
  readonly workshop: WorkshopId;
  readonly isDemo: boolean;
  /** Which set of row tables screens read. */
  readonly side: Side;
  /** Version of the code that settled those rows. */
  readonly rowsVersion: number;
  /** The other side while it is being built: facts are settled into both. */
  readonly building: { readonly side: Side; readonly rowsVersion: number; readonly after: StreamId | null } | null;
  /** Grows with every fact of membership or withdrawn batch, so that a cached fold knows it is old. */
  readonly membershipVersion: number;
  /** Logs begun by recovery, with the key that proved them. */
  readonly proven: Readonly<Record<string, string>>;
  /** Tools placed on shelf pages so far; a tool keeps its page. */
  readonly shelved: number;
  readonly factCount: number;
  readonly foundedAt: number;
  /** Let in, and not all is here yet: no workshop of this device until that is so. */
  readonly isJoining?: boolean;
  /**
   * A whole workshop is being received. Until it is here only the workshop's own stream is kept (`later`); then all others
   * are built once, and what comes meanwhile is settled beside (`now`). Absent: all streams and rows are here.
   */
  readonly rowsCome?: 'later' | 'now';
}

/** Grows with every slice of the sweeper. Apart from the state, which screens read: they are not to read anew for it. */
export interface SweepsRecord {
  readonly key: 'sweeps';
  readonly n: number;
}
export const toolsPerPage = 64;

export interface ShelfRecord {
  readonly n: number;
  readonly entries: readonly ShelfEntry[];
}
export interface BlobRecord {
  readonly id: BlobId;
  readonly bytes: Uint8Array;
}
/** Bytes of a blob that is still coming, from this place on. */
export interface PieceRecord {
  readonly blob: BlobId;
  readonly at: number;
  readonly bytes: Uint8Array;
}
/** What this device knows of one blob beside its bytes. Kept over restarts; no fact follows from it. */
export interface BlobNote {
  readonly id: BlobId;
  /** When the pod, or some other device, last said that it has it. */
  readonly pod?: number;
  readonly phone?: number;
  readonly openedAt?: number;
  /** Somebody wants to see it now, whatever room there is. */
  readonly asked?: 1;
  /** Taken away: the pod is still to be told, or was. */
  readonly erased?: 'to-tell' | 'told';
}
/** Pictures and files of a stream, as its facts name them. */
export interface PicturesRow extends StreamBlobs {
  readonly id: StreamId;
}
export interface SecretRecord {
  readonly name: string;
  readonly value: unknown;
}
/** Streams a batch wrote in, one record a slice, so that taking it back need not search the logs. */
export interface BatchRecord {
  readonly batch: BatchId;
  readonly n: number;
  readonly streams: readonly StreamId[];
}
/** Something a person wrote that could not be stored, or is not finished. */
export interface DraftRecord {
  readonly key: string;
  readonly value: unknown;
  readonly at: number;
}

/** The disposable tables: built beside each other, never migrated. */
export interface RowTables {
  readonly workshop: Table<WorkshopRow & { readonly key: 'workshop' }, string>;
  readonly tools: Table<ToolRow, string>;
  readonly places: Table<PlaceRow, string>;
  readonly categories: Table<CategoryRow, string>;
  readonly members: Table<MemberRow, string>;
  readonly skills: Table<SkillRow, string>;
  readonly codes: Table<CodeRow, string>;
  readonly shelf: Table<ShelfRecord, number>;
  readonly duties: Table<DutyRow, string>;
  readonly careDays: Table<CareDayRow, string>;
  readonly pictures: Table<PicturesRow, string>;
}
const rowSchema: Readonly<Record<keyof RowTables, string>> = {
  workshop: 'key',
  tools: 'id, order, *holders, *doubters, outSince, *skills, *skillUses, fault.order',
  places: 'id',
  categories: 'id',
  members: 'id',
  skills: 'id, *people',
  codes: 'id',
  shelf: 'n',
  duties: 'key, due, lastDone',
  careDays: 'day',
  pictures: 'id',
};
const rowNames = Object.keys(rowSchema) as (keyof RowTables)[];

export interface WorkshopDatabase {
  readonly dexie: Dexie;
  readonly state: Table<StateRecord, string>;
  readonly secrets: Table<SecretRecord, string>;
  /** Beside the state, in its table. */
  readonly sweeps: Table<SweepsRecord, string>;
  readonly logs: Table<LogRecord, string>;
  readonly chunks: Table<ChunkRecord, [string, number]>;
  readonly streams: Table<StreamRecord, string>;
  readonly batches: Table<BatchRecord, [string, number]>;
  readonly jobs: Table<Job, string>;
  readonly blobs: Table<BlobRecord, string>;
  readonly pieces: Table<PieceRecord, [string, number]>;
  readonly blobNotes: Table<BlobNote, string>;
  readonly drafts: Table<DraftRecord, string>;
  readonly rows: (side: Side) => RowTables;
  /** Every table of the ledger and both sides of rows: what one transaction of the door may touch. */
  readonly ledgerTables: readonly Table[];
}

/** Raised whenever rows would be settled differently from the same facts: rows are then built anew beside the old. */
export const rowsVersion = 9;

export const databaseName = (workshop: WorkshopId): string => `circule-${workshop.slice(0, 22)}`;

/** Opens the database of one workshop. `options` lets tests pass a factory of their own, one per phone. */
export function openDatabase(
  name: string,
  options: { readonly indexedDB?: IDBFactory; readonly IDBKeyRange?: typeof IDBKeyRange } = {},
): WorkshopDatabase {
  const dexie = new Dexie(name, { ...options, chromeTransactionDurability: 'strict' });
  const rowStores = (['A', 'B'] as const).flatMap((side) => rowNames.map((table) => [table + side, rowSchema[table]]));
  // A device adds what its version of the schema lacks; rows that need it are built anew by their version.
  dexie.version(2).stores({
    state: 'key',
    secrets: 'name',
    logs: 'log',
    chunks: '[log+n]',
    streams: 'id, *awaits',
    batches: '[batch+n]',
    jobs: 'id',
    blobs: 'id',
    pieces: '[blob+at]',
    blobNotes: 'id, asked',
    drafts: 'key',
    ...(Object.fromEntries(rowStores) as Record<string, string>),
  });
  const side = (letter: Side): RowTables =>
    Object.fromEntries(rowNames.map((table) => [table, dexie.table(table + letter)])) as unknown as RowTables;
  const rows: Readonly<Record<Side, RowTables>> = { A: side('A'), B: side('B') };
  const table = <Row, Key>(tableName: string): Table<Row, Key> => dexie.table(tableName);
  const ledger = ['state', 'logs', 'chunks', 'streams', 'batches', 'jobs'].map((each) => dexie.table(each));
  return {
    dexie,
    state: table('state'),
    sweeps: table('state'),
    secrets: table('secrets'),
    logs: table('logs'),
    chunks: table('chunks'),
    streams: table('streams'),
    batches: table('batches'),
    jobs: table('jobs'),
    blobs: table('blobs'),
    pieces: table('pieces'),
    blobNotes: table('blobNotes'),
    drafts: table('drafts'),
    rows: (letter) => rows[letter],
    ledgerTables: [...ledger, ...rowNames.flatMap((each) => [dexie.table(`${each}A`), dexie.table(`${each}B`)])],
  };
}
