import { useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { MemberId, ToolId } from '#domain/ids.ts';
import { toolSheet } from '#store/queries/tools.ts';
import { ActSheet } from '../act/ActSheet.tsx';
import type { Done } from '../act/useCustodyActs.ts';
import type { UseDraftWords } from '../act/useUseDraft.ts';
import { useWorkshop } from '../hooks/useWorkshop.ts';
import { Sheet } from '../parts/Sheet.tsx';
import { CodeBody } from './CodeBody.tsx';
import { codeTitle } from './codeTitle.ts';
import type { HeardCode } from './heardCode.ts';
import { useResolved } from './useResolve.ts';

interface CodeSheetProps {
  readonly heard: HeardCode;
  /** Whoever said their name at the door; else the person of this phone. */
  readonly by?: MemberId | undefined;
  readonly preset?: Partial<UseDraftWords> | undefined;
  readonly onDone?: ((done: Done) => void) | undefined;
  readonly onClose: () => void;
}

/** What a code means, as a sheet over whatever is there: the tool with its one right act, or what else can be done. */
export const CodeSheet = ({ heard, ...rest }: CodeSheetProps) => {
  const { i18n } = useLingui();
  const [typed, setTyped] = useState<HeardCode | null>(null);
  const [picked, setPicked] = useState<ToolId | null>(null);
  const { code, byHand } = typed ?? heard;
  const resolved = useResolved(code, byHand);
  if (picked !== null) return <KnownTool tool={picked} {...rest} />;
  if (resolved === undefined) return null;
  if (resolved.kind === 'tool') return <KnownTool tool={resolved.tool.id} {...rest} />;
  return (
    <Sheet title={codeTitle(i18n, resolved)} onClose={rest.onClose}>
      <CodeBody resolved={resolved} onTool={setPicked} onCode={(again) => setTyped({ code: again, byHand: true })} />
    </Sheet>
  );
};

const KnownTool = ({ tool: id, ...rest }: Omit<CodeSheetProps, 'heard'> & { readonly tool: ToolId }) => {
  const { db, cache } = useWorkshop();
  const tool = useLiveQuery(() => toolSheet(db, cache, id), [db, cache, id]);
  return tool === undefined || tool === null ? null : <ActSheet tool={tool} {...rest} />;
};
