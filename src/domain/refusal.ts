import type { DutyId, LabelId, SkillId, ToolId } from './ids.ts';
import type { Who } from './settle/custody.ts';

/**
 * Why a command was not carried out: states of affairs, never blame. Nothing has been written. Every kind has a text in
 * `ui/texts/refusals.ts` or the build fails.
 */
export type Refusal =
  | { readonly kind: 'tool-unknown' }
  | { readonly kind: 'tool-retired' }
  | { readonly kind: 'tool-taken'; readonly by: Who; readonly contested: boolean }
  /** Reported as not safe, and not released: who said so first, and when. */
  | { readonly kind: 'tool-unsafe'; readonly by: Who; readonly at: number }
  | { readonly kind: 'already-yours' }
  | { readonly kind: 'nobody-holds-it' }
  | { readonly kind: 'until-past' }
  | { readonly kind: 'name-missing' }
  | { readonly kind: 'text-too-long'; readonly field: string; readonly max: number }
  | { readonly kind: 'text-wrong'; readonly field: string }
  | { readonly kind: 'stewards-only' }
  | { readonly kind: 'member-unknown' }
  | { readonly kind: 'same-person' }
  /** Nobody else is a steward: the workshop would have none. */
  | { readonly kind: 'last-steward' }
  | { readonly kind: 'role-same' }
  | { readonly kind: 'device-unknown' }
  | { readonly kind: 'device-closed' }
  | { readonly kind: 'device-here-already' }
  | { readonly kind: 'nothing-to-adopt' }
  | { readonly kind: 'invitation-used' }
  | { readonly kind: 'invitation-expired' }
  /** Whoever wrote it may not invite, or may no more. */
  | { readonly kind: 'invitation-void' }
  | { readonly kind: 'label-on-another'; readonly label: LabelId; readonly tool: ToolId }
  /** A plan on it says that it is not lent before this was done. It can always be brought back. */
  | { readonly kind: 'duty-overdue'; readonly duty: DutyId; readonly name: string }
  | { readonly kind: 'duty-unknown' }
  | { readonly kind: 'duty-theirs-already' }
  | { readonly kind: 'nothing-to-undo' }
  /** Released, taken back or never heard of. */
  | { readonly kind: 'fault-closed' }
  | { readonly kind: 'nothing-said' }
  | { readonly kind: 'place-in-itself' }
  | { readonly kind: 'skill-unknown' }
  /** Nobody showed them yet: somebody who knows is to be with them. */
  | { readonly kind: 'skill-first'; readonly skills: readonly SkillId[] }
  | { readonly kind: 'skill-not-shown' }
  | { readonly kind: 'skill-lapsed' }
  | { readonly kind: 'skill-known' }
  | { readonly kind: 'skill-code-of-another' }
  /** They can say yes themselves. */
  | { readonly kind: 'has-a-phone' }
  /** The heads moved under it three times in a row. */
  | { readonly kind: 'changed-meanwhile' }
  /** Another tab held this log's lock for more than 5 s. */
  | { readonly kind: 'other-tab-busy' }
  | { readonly kind: 'log-closed' }
  | { readonly kind: 'key-missing' }
  | { readonly kind: 'part-too-large' }
  /** Nothing of this device ever came here, and a cut names a fact. */
  | { readonly kind: 'device-silent' }
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'storage-lost' };
export type RefusalKind = Refusal['kind'];
