import type { DutyId, LabelId, MemberId, PlaceId, SkillId, ToolId } from '#domain/ids.ts';

/** Addresses live in the fragment: any static host under any path, and a scanned label never reaches a server's log. */
export const routes = {
  home: '#/',
  tools: '#/tools',
  addTool: '#/tools/new',
  out: '#/out',
  repairs: '#/repairs',
  scan: '#/scan',
  house: '#/house',
  people: '#/house/people',
  places: '#/house/places',
  rules: '#/house/rules',
  writeRules: '#/house/rules/write',
  categories: '#/house/categories',
  skills: '#/house/skills',
  skill: (id: SkillId) => `#/house/skills/${id}`,
  /** Says that I showed it to somebody, and shows them the code. */
  showSkill: (id: SkillId) => `#/house/skills/${id}/show`,
  showSkillTo: (id: SkillId, learner: MemberId) => `#/house/skills/${id}/show/${learner}`,
  /** The code another phone showed, opened. */
  learn: (text: string) => `#/learn/${text}`,
  labels: '#/house/labels',
  labelSheet: '#/house/labels/sheet',
  import: '#/house/import',
  settings: '#/house/settings',
  storage: '#/house/storage',
  key: '#/house/key',
  door: '#/door',
  welcome: '#/welcome',
  found: '#/welcome/found',
  restore: '#/restore',
  joinBegin: '#/join',
  /** An invitation, opened. */
  join: (text: string) => `#/join/${text}`,
  invite: '#/house/people/invite',
  /** For somebody who is in the notebook without a phone, or for another device of one's own. */
  inviteMember: (id: MemberId) => `#/house/people/invite/${id}`,
  meeting: '#/house/meeting',
  person: (id: MemberId) => `#/house/people/${id}`,
  tool: (id: ToolId) => `#/t/${id}`,
  /** The same page, arrived at by the tool's label: whoever reads it stands before it. */
  scannedTool: (id: ToolId) => `#/t/${id}/scanned`,
  editTool: (id: ToolId) => `#/t/${id}/edit`,
  notice: (id: ToolId) => `#/t/${id}/notice`,
  writeNotice: (id: ToolId) => `#/t/${id}/notice/write`,
  skillNotice: (id: SkillId) => `#/house/skills/${id}/notice`,
  writeSkillNotice: (id: SkillId) => `#/house/skills/${id}/notice/write`,
  care: '#/care',
  /** Everything due in a place, or everywhere, one after the other. */
  tour: (place: PlaceId | null) => (place === null ? '#/care/tour' : `#/care/tour/${place}`),
  duty: ({ duty, tool }: { readonly duty: DutyId; readonly tool: ToolId | null }) =>
    `#/care/duty/${duty}${tool === null ? '' : `/${tool}`}`,
  editDuty: ({ duty, tool }: { readonly duty: DutyId; readonly tool: ToolId | null }) =>
    `#/care/edit/${duty}${tool === null ? '' : `/${tool}`}`,
  planDuty: (tool: ToolId | null) => (tool === null ? '#/care/new' : `#/care/new/${tool}`),
  label: (id: LabelId) => `#/o/${id}`,
  /** To print the label of one tool. */
  labelOf: (id: ToolId) => `#/house/labels/${id}`,
} as const;

/** Goes to an address of the app; `replace` leaves no step back. */
export function goTo(address: string, { replace = false } = {}): void {
  if (replace) window.location.replace(address);
  else window.location.hash = address.slice(1);
}
