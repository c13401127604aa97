import type { Tool } from '#domain/settle/tool.ts';
import { useLingui } from '@lingui/react/macro';
import { useApp } from '../hooks/useApp.ts';
import { useDatePhrases } from '../hooks/useDatePhrases.ts';
import { usePicture } from '../hooks/usePicture.ts';
import { PegTile } from '../parts/PegTile.tsx';
import { silhouetteOf } from '../parts/silhouetteOf.ts';
import { StatusChip } from '../parts/StatusChip.tsx';
import { whoFace } from '../parts/personFace.ts';
import { toolStatus } from './toolStatus.ts';
import type { Actor } from './useActor.ts';

const drawnOf = ({ what, words }: Tool) => ({ what, drawing: words.drawing ?? null, category: words.category ?? null });

/** The tool on its hook, for the head of a sheet. */
export const SheetFace = ({ tool, actor }: { readonly tool: Tool; readonly actor: Actor }) => {
  const photo = usePicture(tool.photos[0]?.thumb ?? null);
  const { stance } = useToolStatus(tool, actor);
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
  const { state, words } = useToolStatus(tool, actor);
  return <StatusChip state={state}>{words}</StatusChip>;
};

function useToolStatus(tool: Tool, { names, member }: Actor) {
  const { i18n } = useLingui();
  const { clock } = useApp();
  const phrases = useDatePhrases();
  return toolStatus(tool, { i18n, phrases, names, member, today: clock.today() });
}
