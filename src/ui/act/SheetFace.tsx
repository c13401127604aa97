import { silhouetteOf } from '../parts/silhouetteOf.ts';
import { whoFace } from '../parts/personFace.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { PegTile } from '../parts/PegTile.tsx';
import { StatusChip } from '../parts/StatusChip.tsx';
import { drawnOf, toolStatus } from './toolStatus.ts';
import type { Actor } from './useActor.ts';

/** The tool on its hook, for the head of a sheet. */
export const SheetFace = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const photo = usePicture(tool.photos[0]?.thumb ?? null);
  const { stance } = toolStatus(tool, actor.speech);
  return (
    <PegTile
      size="large"
      thing={{
        silhouette: silhouetteOf(drawnOf(tool), actor.names.categories),
        stance,
        photo,
        holders: tool.custody.claims.map(({ by }) => whoFace(by, actor.names.members)),
      }}
    />
  );
};

/** Where it is and who has it, below the title. */
export const SheetStatus = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const { state, words } = toolStatus(tool, actor.speech);
  return <StatusChip state={state}>{words}</StatusChip>;
};
