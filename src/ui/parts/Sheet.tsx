import { useLingui } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import { useDragDown } from '../hooks/useDragDown.ts';
import { useModal } from '../hooks/useModal.ts';
import { Icon } from './Icon.tsx';

/**
 * Comes from below and is open while it is rendered: `{open ? <Sheet …/> : null}`. `face` stands at the left of the title
 * (a tile, a token), `under` below it (a state); `foot` stays in sight while the rest scrolls.
 */
export const Sheet = ({
  title,
  face,
  under,
  foot,
  onClose,
  children,
}: {
  readonly title: ReactNode;
  readonly face?: ReactNode;
  readonly under?: ReactNode;
  readonly foot?: ReactNode;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) => {
  const { t } = useLingui();
  const titleId = useId();
  const { ref, handlers } = useModal(onClose, true);
  const grip = useDragDown(onClose);
  return (
    <dialog className="sheet" ref={ref} aria-labelledby={titleId} {...handlers}>
      <div className="grip" aria-hidden="true" {...grip} />
      <div className="sheet-head">
        {face}
        <div className="grow">
          <h2 id={titleId} tabIndex={-1} data-first-focus>
            {title}
          </h2>
          {under}
        </div>
        <button type="button" className="close" aria-label={t`Fermer`} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
      {foot === undefined ? null : <div className="foot">{foot}</div>}
    </dialog>
  );
};
