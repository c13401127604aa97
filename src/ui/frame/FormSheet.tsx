import { useLingui } from '@lingui/react/macro';
import { useId, type ReactNode } from 'react';
import type { RefusalKind } from '#domain/refusal.ts';
import type { Act } from '../hooks/useAct.ts';
import { BigAct } from '../parts/BigAct.tsx';
import { Problem } from '../parts/Problem.tsx';
import { Sheet } from '../parts/Sheet.tsx';
import { refusalText } from '../texts/refusals.ts';

/** A form in a sheet: its fields, why it was refused, and the one act that writes it. */
export const FormSheet = ({
  title,
  act,
  accept,
  saidAbove,
  onAccept,
  onClose,
  children,
}: {
  readonly title: string;
  readonly act: Act;
  /** The words on the act. */
  readonly accept: ReactNode;
  /** A refusal that its field says already. */
  readonly saidAbove?: RefusalKind | undefined;
  readonly onAccept: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) => {
  const { i18n, t } = useLingui();
  const form = useId();
  return (
    <Sheet
      title={title}
      onClose={onClose}
      foot={
        <BigAct type="submit" form={form} working={act.isWorking ? t`J’écris…` : null}>
          {accept}
        </BigAct>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onAccept();
        }}
      >
        {children}
        {act.refusal === null || act.refusal.kind === saidAbove ? null : (
          <Problem>{refusalText(i18n, act.refusal)}</Problem>
        )}
      </form>
    </Sheet>
  );
};
