import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { whoFace } from '../../parts/personFace.ts';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { labelGroups } from '#domain/label.ts';
import type { Tool } from '#domain/settle/tool.ts';
import { HolderContact } from '#ui/act/HolderContact.tsx';
import { drawnOf, homeWords, toolStatus } from '#ui/act/toolStatus.ts';
import type { Actor } from '#ui/act/useActor.ts';
import type { DoneKind } from '#ui/act/useCustodyActs.ts';
import { ActTicks } from '#ui/meeting/ActTicks.tsx';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { usePhoto } from '../../hooks/usePhoto.ts';
import { usePicture } from '../../hooks/usePicture.ts';
import { Icon } from '../../parts/Icon.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { ToolHero } from '../../parts/ToolHero.tsx';
import { routes } from '#ui/routes.ts';
import { PhotoStanding } from './PhotoStanding.tsx';
import { quoted } from '../../texts/quoted.ts';

const gestures: { readonly [Kind in DoneKind]?: 'taken' | 'returned' } = {
  taken: 'taken',
  'handed-over': 'taken',
  returned: 'returned',
};

/** The tool on its hook, its name, where it is and who has it. */
export const ToolHead = ({
  tool,
  actor,
  done,
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  /** What was just done on this page: played once, and marked with its tick. */
  readonly done: DoneKind | null;
}) => {
  const { i18n, t } = useLingui();
  const { names, member } = actor;
  const [shown, setShown] = useState(0);
  const chosen = tool.photos[shown] ?? tool.photos[0];
  const photo = usePhoto(chosen);
  const status = toolStatus(tool, actor.speech);
  const place = homeWords(tool, actor.speech);
  const { name } = tool;
  const reason = tool.retired?.words;
  const silhouette = silhouetteOf(drawnOf(tool), names.categories);
  const [label] = tool.labels;
  const meets = useMeeting() !== null;
  // What its story ends with, so far: an act of this device says whether others have it.
  const last = tool.story[0]?.fact;
  return (
    <>
      <ToolHero
        thing={{
          silhouette,
          stance: status.stance,
          photo,
          holders: tool.custody.claims.map(({ by }) => whoFace(by, names.members)),
        }}
        photoWords={t`Photo : ${name}`}
        gesture={done === null ? undefined : gestures[done]}
        bar={
          <>
            <a href={routes.tools}>
              <Icon name="back" />
              <Trans>Outils</Trans>
            </a>
            {label === undefined ? null : <span className="code">{labelGroups(label)}</span>}
          </>
        }
      />
      <div className="inside tool-head">
        <ScreenTitle plain={tool.name} />
        <p className="line state">
          <StatusChip state={status.state} tinted>
            {status.words}
          </StatusChip>
          {last === undefined || (done === null && !meets) ? null : <ActTicks fact={last} />}
        </p>
        {reason == null ? null : <p className="said">{quoted(i18n, reason)}</p>}
        {place === null || status.state === 'here' || status.state === 'asleep' ? null : (
          <p className="small soft">
            <Trans>Sa place : {place}</Trans>
          </p>
        )}
        {tool.custody.claims.length === 1 && tool.custody.claims[0]?.by !== member ? (
          <HolderContact tool={tool} actor={actor} />
        ) : null}
        {chosen === undefined ? null : <PhotoStanding photo={chosen} />}
        {tool.photos.length < 2 ? null : <OtherPhotos tool={tool} shown={shown} onShow={setShown} />}
      </div>
    </>
  );
};

const OtherPhotos = ({
  tool,
  shown,
  onShow,
}: {
  readonly tool: Tool;
  readonly shown: number;
  readonly onShow: (at: number) => void;
}) => (
  <ul className="thumbs">
    {tool.photos.slice(0, 6).map((photo, at) => (
      <li key={photo.thumb.blob}>
        <Thumb face={photo.thumb} at={at} isShown={at === shown} onShow={onShow} />
      </li>
    ))}
  </ul>
);

const Thumb = ({
  face,
  at,
  isShown,
  onShow,
}: {
  readonly face: Tool['photos'][number]['thumb'];
  readonly at: number;
  readonly isShown: boolean;
  readonly onShow: (at: number) => void;
}) => {
  const { t } = useLingui();
  const address = usePicture(face);
  const number = at + 1;
  return (
    <button type="button" aria-pressed={isShown} aria-label={t`Photo ${number}`} onClick={() => onShow(at)}>
      {address === undefined ? null : <img src={address} alt="" />}
    </button>
  );
};
