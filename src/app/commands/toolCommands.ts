import { createLabelId } from '#domain/label.ts';
import {
  decideAddFile,
  decideAddPhoto,
  decideAddTool,
  decideBindLabel,
  decideClaimCode,
  decideDescribeTool,
  decideReleaseCode,
  decideRemoveFile,
  decideRemovePhoto,
  decideRestore,
  decideRetire,
  decideUnbindLabel,
} from '#domain/decide/describe.ts';
import type { Draft } from '#domain/fact.ts';
import type { LabelId, ToolId } from '#domain/ids.ts';
import { labelStream, toolStream } from '#domain/ids.ts';
import { ok } from '#domain/result.ts';
import { type CodeTarget, settleLabel } from '#domain/settle/code.ts';
import { currentRows } from '#store/queries/currentRows.ts';
import type { StreamsRead } from '#store/readStreams.ts';
import { newId } from '../newIds.ts';
import type { Commands } from '../workshop.ts';
import { type CommandContext, isStewardIn, single, toolIn } from './context.ts';
import { sealFile, sealPicture } from './pictures.ts';

type ToolCommands = Pick<
  Commands,
  | 'addTool'
  | 'describeTool'
  | 'addPhoto'
  | 'removePhoto'
  | 'addFile'
  | 'removeFile'
  | 'retire'
  | 'restore'
  | 'bindLabel'
  | 'bindLabels'
  | 'unbindLabel'
  | 'claimCode'
  | 'releaseCode'
  | 'newLabels'
>;

/** What a tool or space is, its pictures, its labels and codes, and its leaving. */
export function toolCommands({ pen, db, deps }: CommandContext): ToolCommands {
  const { now } = deps.clock;
  const labelIn = (read: StreamsRead, label: LabelId): CodeTarget =>
    settleLabel(read.records.get(labelStream(label))?.facts ?? [], read.context);

  return {
    addTool: (words) => {
      const id = newId<ToolId>(deps.crypto);
      return pen.write([toolStream(id)], () => {
        const drafted = decideAddTool(id, words, { now: now() });
        return drafted.ok ? ok({ drafts: [drafted.value], value: () => id }) : drafted;
      });
    },
    describeTool: (tool, words) =>
      pen.write([toolStream(tool)], (read) =>
        single(decideDescribeTool(toolIn(read, tool), words, now(), { isSteward: isStewardIn(read, pen) })),
      ),
    addPhoto: async (tool, picture) => {
      const { photo, blobs } = await sealPicture(picture, deps);
      return pen.write([toolStream(tool)], (read) => {
        const decided = single(decideAddPhoto(toolIn(read, tool), photo, now()));
        return decided.ok ? ok({ ...decided.value, blobs }) : decided;
      });
    },
    removePhoto: (tool, blob) =>
      pen.write([toolStream(tool)], (read) => single(decideRemovePhoto(toolIn(read, tool), blob, now()))),
    addFile: async (tool, { title, ...words }) => {
      const { file, blobs } = await sealFile(words, deps);
      return pen.write([toolStream(tool)], (read) => {
        const decided = single(decideAddFile(toolIn(read, tool), file, title, now()));
        return decided.ok ? ok({ ...decided.value, blobs }) : decided;
      });
    },
    removeFile: (tool, blob) =>
      pen.write([toolStream(tool)], (read) => single(decideRemoveFile(toolIn(read, tool), blob, now()))),
    retire: (tool, why) =>
      pen.write([toolStream(tool)], (read) =>
        single(decideRetire(toolIn(read, tool), why, { now: now(), isSteward: isStewardIn(read, pen) })),
      ),
    restore: (tool) =>
      pen.write([toolStream(tool)], (read) =>
        single(decideRestore(toolIn(read, tool), { now: now(), isSteward: isStewardIn(read, pen) })),
      ),
    bindLabel: (tool, label, { moving = false } = {}) =>
      pen.write([toolStream(tool), labelStream(label)], (read) =>
        single(decideBindLabel(toolIn(read, tool), label, labelIn(read, label), { now: now(), moving })),
      ),
    bindLabels: (pairs) =>
      pen.write(
        pairs.flatMap(({ tool, label }) => [toolStream(tool), labelStream(label)]),
        (read) => {
          const drafts: Draft[] = [];
          for (const { tool, label } of pairs) {
            const decided = { now: now(), moving: false };
            const drafted = decideBindLabel(toolIn(read, tool), label, labelIn(read, label), decided);
            if (!drafted.ok) return drafted;
            drafts.push(drafted.value);
          }
          return ok({ drafts, value: (facts) => facts });
        },
      ),
    unbindLabel: (tool, label) =>
      pen.write([toolStream(tool), labelStream(label)], (read) =>
        single(decideUnbindLabel(toolIn(read, tool), label, labelIn(read, label), now())),
      ),
    claimCode: (tool, code) =>
      pen.write([toolStream(tool)], (read) => single(decideClaimCode(toolIn(read, tool), code, { now: now() }))),
    releaseCode: (tool, code) =>
      pen.write([toolStream(tool)], (read) => single(decideReleaseCode(toolIn(read, tool), code, now()))),

    async newLabels(count) {
      const rows = await currentRows(db);
      const fresh = new Set<LabelId>();
      while (fresh.size < count) {
        const label = createLabelId(deps.crypto.randomBytes);
        if ((await rows.codes.get(labelStream(label))) === undefined) fresh.add(label);
      }
      return [...fresh];
    },
  };
}
