/** One workshop, open on this device: what screens act through. They read rows through `#store/queries`. */
import type { FactRef } from '#domain/fact.ts';
import type { FaultWords, RepairWords } from '#domain/decide/care.ts';
import type { UseWords } from '#domain/decide/custody.ts';
import type { DutyAt, PlanWords } from '#domain/decide/duty.ts';
import type {
  BatchId,
  BlobId,
  CategoryId,
  LabelId,
  LogId,
  MemberId,
  PlaceId,
  SkillId,
  ToolId,
  WorkshopId,
} from '#domain/ids.ts';
import type { CloseHow } from '#domain/kinds/care.ts';
import type { Offer, Showing } from '#domain/decide/skill.ts';
import type { SkillWords } from '#domain/kinds/skill.ts';
import type { TextName } from '#domain/kinds/text.ts';
import type { RetireReason, ToolWords } from '#domain/kinds/tool.ts';
import type { Asking } from '#domain/decide/membership.ts';
import type { Refusal } from '#domain/refusal.ts';
import type { Result } from '#domain/result.ts';
import type { Role } from '#domain/settle/membership.ts';
import type { ForeignCode } from '#domain/settle/tool.ts';
import type { WorkshopWords } from '#domain/settle/workshop.ts';
import type { WorkshopDatabase } from '#store/database.ts';
import type { Importer } from './importing/openImporter.ts';
import type { InvitationRefusal, Invited, JoinRefusal } from './joining/joining.ts';
import type { NearReads } from './nearReads.ts';
import type { Pen } from './pen.ts';
import type { Finder } from './search/openFinder.ts';
import type { MembershipCache } from '#store/membershipCache.ts';
import type { Meeting, Parcels } from './sync.ts';

/** Resolves after commit: the first tick. A refusal means that nothing was written. */
export type Done<Value = FactRef> = Promise<Result<Value, Refusal>>;

/** A picture already made small, as `device/photo.ts` gives it. */
export interface PictureBytes {
  readonly full: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
  readonly thumb: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
}

/** A file that was read and found to be what it says it is, as `device/manual.ts` gives it. */
export interface FileBytes {
  readonly bytes: Uint8Array;
  readonly type: string;
}

/** Acts of the person using this device (or of `by`, for somebody without a phone and at the tablet). */
export interface Commands {
  take(
    tool: ToolId,
    words?: UseWords & {
      readonly by?: MemberId | undefined;
      /** Somebody who knows is with them, or showed them just now. */
      readonly isShown?: boolean | undefined;
    },
  ): Done;
  /** Never refused for the tool's state. */
  giveBack(
    tool: ToolId,
    words?: {
      readonly by?: MemberId | undefined;
      readonly place?: PlaceId | undefined;
      readonly note?: string | undefined;
      readonly picture?: PictureBytes | undefined;
      /** How long it ran, where that is counted. */
      readonly minutes?: number | undefined;
    },
  ): Done;
  handOver(tool: ToolId, to: MemberId, words?: UseWords): Done;
  /** "I have it now": from whoever holds it to me (or to `by`). Ends a contest too. */
  haveNow(tool: ToolId, words?: UseWords & { readonly by?: MemberId | undefined }): Done;
  /** Undo of a custody fact, or "it was not me". */
  withdraw(tool: ToolId, fact: FactRef, why: 'undo' | 'not-me'): Done;

  /** Something is wrong with it: whoever has it may say so, in whatever state it is. */
  reportFault(
    tool: ToolId,
    words: Omit<FaultWords, 'photo'> & {
      readonly picture?: PictureBytes | undefined;
      readonly by?: MemberId | undefined;
    },
  ): Done;
  noteRepair(
    tool: ToolId,
    fault: FactRef,
    words: Omit<RepairWords, 'photo'> & { readonly picture?: PictureBytes | undefined },
  ): Done;
  closeFault(
    tool: ToolId,
    fault: FactRef,
    words: { readonly how: CloseHow; readonly words?: string | undefined },
  ): Done;
  /** Undo of what this device said of a fault. */
  withdrawCare(tool: ToolId, fact: FactRef): Done;

  addTool(words: ToolWords & { readonly name: string }): Done<ToolId>;
  describeTool(tool: ToolId, words: Partial<ToolWords>): Done;
  addPhoto(tool: ToolId, picture: PictureBytes): Done;
  removePhoto(tool: ToolId, blob: BlobId): Done;
  /** `title` as the person typed it; what the file was called on their disk is not kept. */
  addFile(tool: ToolId, file: FileBytes & { readonly title: string }): Done;
  removeFile(tool: ToolId, blob: BlobId): Done;
  retire(tool: ToolId, why: { readonly reason: RetireReason; readonly words?: string | undefined }): Done;
  restore(tool: ToolId): Done;
  /** Refused with `label-on-another` unless `moving`. */
  bindLabel(tool: ToolId, label: LabelId, options?: { readonly moving?: boolean }): Done;
  /** Many at once, in one transaction: all of them or none. */
  bindLabels(pairs: readonly { readonly tool: ToolId; readonly label: LabelId }[]): Done<readonly FactRef[]>;
  unbindLabel(tool: ToolId, label: LabelId): Done;
  claimCode(tool: ToolId, code: ForeignCode): Done;
  releaseCode(tool: ToolId, code: ForeignCode): Done;
  /** Label ids never used here; nothing is written until one is bound. */
  newLabels(count: number): Promise<readonly LabelId[]>;

  addPlace(words: { readonly name: string; readonly parent?: PlaceId | null }): Done<PlaceId>;
  describePlace(place: PlaceId, words: { readonly name?: string; readonly parent?: PlaceId | null }): Done;
  addCategory(words: {
    readonly name: string;
    readonly parent?: CategoryId | null;
    readonly drawing?: string | null;
  }): Done<CategoryId>;
  describeCategory(
    category: CategoryId,
    words: { readonly name?: string; readonly parent?: CategoryId | null; readonly drawing?: string | null },
  ): Done;

  /** Care that comes round, on a tool, a place, or the workshop as a whole. */
  planDuty(on: { readonly tool: ToolId | null; readonly place: PlaceId | null }, words: PlanWords): Done<DutyAt>;
  describeDuty(at: DutyAt, words: Partial<PlanWords>): Done;
  /** It comes round no more; false: it does again. */
  endDuty(at: DutyAt, isEnded: boolean): Done;
  /** "I will do it"; `by`: somebody who said so to my face. */
  takeOnDuty(at: DutyAt, words?: { readonly by?: MemberId | undefined }): Done;
  /** Back to the pool. */
  giveBackDuty(at: DutyAt): Done;
  doDuty(
    at: DutyAt,
    words?: {
      readonly by?: MemberId | undefined;
      readonly skipped?: readonly string[];
      readonly note?: string | undefined;
    },
  ): Done;
  /** Undo of one time it was done. */
  undoDuty(at: DutyAt, fact: FactRef): Done;

  /** Somebody without a phone, or not yet with one: a pseudonym and a profile. */
  addMember(words: { readonly name: string; readonly contact?: string | undefined }): Done<MemberId>;
  writeProfile(member: MemberId, words: { readonly name: string; readonly contact?: string | undefined }): Done;
  describeWorkshop(words: Partial<WorkshopWords>): Done;
  /** Forgets everything this person said of themselves and every name beside a use; stewards, or the person. */
  eraseMember(member: MemberId): Done<{ readonly forgotten: number }>;
  /** An invitation for one, in days from now; for somebody new, or for a member's own first or further device. */
  invite(words: {
    readonly role: Role;
    readonly days: number;
    readonly member?: MemberId | undefined;
    /** Where the others meet, when that is not the host that serves the app. */
    readonly signaling?: readonly string[] | undefined;
  }): Done<Invited>;
  /** Lets in whoever brought an invitation and its proof, both verified. */
  admit(asking: Asking): Done;
  /** Of several devices that came with one invitation, this one. Stewards only. */
  keepAdmission(log: LogId): Done;
  giveRole(member: MemberId, role: Role): Done;
  /** Nothing of theirs counts beyond what is here, and a new epoch begins. */
  removeMember(member: MemberId): Done;
  /** The same for one device: lost, sold, broken. */
  removeDevice(log: LogId): Done;
  leave(): Done;
  /** What an honest person wrote beyond a cut counts after all, up to this fact. */
  adopt(upTo: FactRef): Done;
  /** Closes both lines of a log written twice, where they stand here. Anybody who has both. */
  closeDoubled(log: LogId): Done;
  /** A new epoch. The meeting calls it when somebody's right ended and nobody did yet. */
  rotateKey(): Done;
  /** Stewards only, as describing and retiring: a skill says what others are asked for. */
  addSkill(words: SkillWords & { readonly name: string }): Done<SkillId>;
  describeSkill(skill: SkillId, words: SkillWords): Done;
  retireSkill(skill: SkillId, isRetired: boolean): Done;
  /** My half: I showed them. It counts with theirs. */
  teach(skill: SkillId, showing: Showing): Done;
  /** Both halves, for somebody without a phone; a steward's word of themselves. */
  noteInduction(skill: SkillId, showing: Showing & { readonly teacher?: MemberId | undefined }): Done;
  /** The learner's half; the teacher's may still be on its way. */
  learn(skill: SkillId, of: FactRef): Done;
  /** "Not me", "I never showed them", or a steward's word. */
  withdrawInduction(skill: SkillId, of: FactRef): Done;
  /** I may be asked to show it, or no longer; or so may somebody without a phone. */
  offerToShow(skill: SkillId, offer: Offer): Done;
  /** A version of a text, for good: it stands until another is kept, and stays in the history. */
  keepText(of: TextName, text: string): Done;
  /** The drafts are put away everywhere, and the kept versions are back. Stewards only. */
  beginBoard(): Done;
  /** Takes back a whole import, in slices; the tools leave the lists as it goes. */
  withdrawBatch(batch: BatchId): Done;
}

export interface Me {
  readonly member: MemberId;
  readonly log: LogId;
  readonly isSteward: boolean;
}

/** When this device last made sure that a loss can be mended; null = never. */
export interface Safety {
  readonly keySavedAt: number | null;
  readonly backupSavedAt: number | null;
}

/** The meeting of phones, which waits for the first paint. */
export interface LateMeeting {
  /** Null before it began, and in the demonstration, which meets nobody. */
  readonly now: () => Meeting | null;
  /** Called once, when it begins; returns a way to stop waiting. */
  readonly onStart: (listener: () => void) => () => void;
}

/** Drafts of the texts the house writes together: every member present sees each letter. */
export interface HouseBoard {
  /** Until somebody writes it, a draft reads as the version that stands; called before it is read, and when another does. */
  readonly prepare: (text: TextName) => Promise<void>;
  readonly read: (text: TextName) => string;
  /** What differs is written, so what others write beside it stays. */
  readonly write: (text: TextName, value: string) => void;
  /** False when another phone turned out to read something else, though all was told: a steward begins it anew. */
  readonly isSame: () => boolean;
  /** So much is drafted that others would take no more: a steward begins it anew. */
  readonly isFull: () => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface Workshop {
  readonly id: WorkshopId;
  readonly db: WorkshopDatabase;
  /** For queries that settle a stream on the spot. */
  readonly cache: MembershipCache;
  readonly me: () => Promise<Me>;
  readonly near: NearReads;
  readonly commands: Commands;
  /** For work of many facts (import, demo): see `writeMany.ts`. */
  readonly pen: Pen;
  /** The key of the house as 28 characters, when this device still holds it. */
  readonly houseKey: () => Promise<string | null>;
  /** Notes that the key of the house was printed or written down. */
  readonly keySaved: () => Promise<void>;
  /** The whole workshop as a file, which the key of the house opens; see `backup/writeBackup.ts`. */
  readonly backup: (onProgress?: (done: number, of: number) => void) => Promise<Result<Blob, Refusal>>;
  /** Notes that the backup was handed to the person. */
  readonly backupSaved: () => Promise<void>;
  readonly safety: () => Promise<Safety>;
  /** Bringing in a foreign inventory; loaded when it is asked for. */
  readonly importer: () => Promise<Importer>;
  /** Builds rows of another version anew, does the jobs left, begins to meet others; call once after the first paint. */
  readonly sweep: () => Promise<void>;
  /** For whoever received the workshop whole: builds what screens show, once. */
  readonly fillRows: (onProgress?: (done: number, of: number) => void) => Promise<void>;
  readonly meeting: LateMeeting;
  /**
   * Waits for whoever holds this invitation of this workshop, known here or not, and lets them in. Tells what came of each
   * try, null for who is in; returns a way to stop waiting.
   */
  readonly letIn: (
    text: string,
    onAnswered: (refusal: JoinRefusal | null) => void,
  ) => Promise<Result<() => void, InvitationRefusal>>;
  /** The notebook as a file, for those who never meet. */
  readonly parcels: Parcels;
  /** Opens the board; it stays open as long as the workshop. Rejects where the browser keeps no such thing. */
  readonly board: () => Promise<HouseBoard>;
  /** Finds tools in a worker; started by the first call and kept while the workshop is open. */
  readonly finder: () => Finder;
  /** A picture's or file's clear bytes, or null: not here, or not what it should be. With `until` it is asked for and waited for. */
  readonly picture: (
    face: { readonly blob: BlobId; readonly key: string },
    until?: AbortSignal,
  ) => Promise<Uint8Array | null>;
  /** Somebody looked at it: what was opened longest ago goes first when room is short. */
  readonly pictureOpened: (blob: BlobId) => Promise<void>;
  readonly close: () => void;
}
