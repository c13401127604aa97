import { Trans, useLingui } from '@lingui/react/macro';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useMe } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { routes } from '#ui/routes.ts';
import { ChooseFile } from './ChooseFile.tsx';
import { DoneStep } from './DoneStep.tsx';
import { LookStep } from './LookStep.tsx';
import { MapStep } from './MapStep.tsx';
import { useImport } from './useImport.ts';
import { WriteStep } from './WriteStep.tsx';
import './import.css';

/** Brings an inventory kept elsewhere into the notebook: nothing is written before the last step. */
export const ImportScreen = () => {
  const { t } = useLingui();
  const me = useMe();
  const importing = useImport();
  const { step } = importing;
  if (me === undefined) return <WaitingRows />;
  if (!me.isSteward)
    return (
      <Screen header={<BackHeader href={routes.house} label={t`Atelier`} />} bottom={<MainNav current="house" />}>
        <ScreenTitle plain={t`Importer un inventaire`} />
        <p>
          <Trans>Un import change beaucoup d’un coup : c’est l’affaire d’un·e gardien·ne.</Trans>
        </p>
      </Screen>
    );
  switch (step.at) {
    case 'choose':
    case 'reading':
      return (
        <ChooseFile
          problem={step.at === 'choose' ? step.problem : null}
          isReading={step.at === 'reading'}
          onFile={(file) => void importing.pick(file)}
        />
      );
    case 'map':
      return <MapStep chosen={step.chosen} importing={importing} />;
    case 'look':
      return <LookStep chosen={step.chosen} run={step.run} importing={importing} />;
    case 'write':
      return <WriteStep count={step.count} onStop={importing.stop} />;
    case 'done':
      return <DoneStep imported={step.imported} rows={step.rows} refusal={step.refusal} onAgain={importing.begin} />;
  }
};
