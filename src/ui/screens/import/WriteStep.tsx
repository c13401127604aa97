import { Trans, useLingui } from '@lingui/react/macro';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import type { Count } from './useImport.ts';

/** While it is written down; what is written stays when one stops. */
export const WriteStep = ({ count: { done, of }, onStop }: { readonly count: Count; readonly onStop: () => void }) => {
  const { i18n, t } = useLingui();
  const [here, all] = [i18n.number(done), i18n.number(of)];
  return (
    <Screen
      below="acts"
      bottom={
        <BottomActs>
          <Button size="page" onClick={onStop}>
            <Trans>Arrêter</Trans>
          </Button>
        </BottomActs>
      }
    >
      <ScreenTitle plain={t`J’écris…`} />
      <Progress value={done} max={of} words={t`${here} sur ${all}`}>
        <Trans>Les outils entrent dans le carnet</Trans>
      </Progress>
      <p className="soft import-promise">
        <Trans>Reste sur cette page. Si tu t’arrêtes, ce qui est écrit reste, et s’annule d’un coup.</Trans>
      </p>
    </Screen>
  );
};
