import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { PersonPicker } from '#ui/act/PersonPicker.tsx';
import { UntilChoice } from '#ui/act/UntilChoice.tsx';
import { useMe, useNames } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import { Person } from '../../parts/Person.tsx';
import { personFace } from '../../parts/personFace.ts';
import { Sheet } from '../../parts/Sheet.tsx';
import type { Basket } from '../../state/basket.ts';

/** Said once for all tools that follow in this visit: who has them and until when. */
export const ForAllSheet = ({
  basket,
  onClose,
}: {
  readonly basket: StoreApi<Basket>;
  readonly onClose: () => void;
}) => {
  const { t } = useLingui();
  const me = useMe();
  const names = useNames();
  const { by, until, choose } = useStore(basket);
  const [isPicking, setPicking] = useState(false);
  if (me === undefined || names === undefined) return null;
  if (isPicking) {
    return (
      <Sheet title={t`Pour qui ?`} onClose={onClose}>
        <PersonPicker
          first={[me.member]}
          onPick={(picked) => {
            choose({ by: picked === me.member ? null : picked });
            setPicking(false);
          }}
        />
      </Sheet>
    );
  }
  return (
    <Sheet
      title={t`Pour les prochains outils`}
      onClose={onClose}
      foot={
        <Button look="main" size="page" onClick={onClose}>
          <Trans>Continuer à scanner</Trans>
        </Button>
      }
    >
      <div className="line for-all">
        <Person person={personFace(by ?? me.member, names.members)} />
        <Button size="short" onClick={() => setPicking(true)}>
          <Trans>Quelqu’un d’autre</Trans>
        </Button>
      </div>
      <UntilChoice until={until} onChange={(next) => choose({ until: next })} />
    </Sheet>
  );
};
