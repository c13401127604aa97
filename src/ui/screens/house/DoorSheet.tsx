import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Sheet } from '../../parts/Sheet.tsx';

/** Makes of this device the tablet at the door: chooses the code that leaves it again. */
export const DoorSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useLingui();
  const { device, house, reopen } = useApp();
  const { id } = useWorkshop();
  const form = useId();
  const [code, setCode] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const enter = async () => {
    if (!device.doorLock.isCode(code)) return setProblem(t`Il faut quatre à six chiffres.`);
    setIsWorking(true);
    const isKept = await device.doorLock.choose(code);
    setIsWorking(false);
    if (!isKept) return setProblem(t`Ce navigateur ne garde pas le code : le mode porte ne tiendrait pas.`);
    house.change(id, { isDoor: true });
    goTo(routes.door, { replace: true });
    reopen();
  };
  return (
    <Sheet
      title={t`Tablette de la porte`}
      onClose={onClose}
      foot={
        <BigAct type="submit" form={form} working={isWorking ? t`J’écris…` : null}>
          <Trans>Passer en mode porte</Trans>
        </BigAct>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <p>
          <Trans>
            On dit qui on est, on scanne, on s’en va. Les réglages se ferment. L’app s’ouvre toujours sur cette page.
          </Trans>
        </p>
        <Field
          label={t`Un code pour en sortir`}
          hint={t`Quatre à six chiffres. Oublié, la clé de la maison l’ouvre aussi.`}
          voice="mono"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, ''))}
        />
        {problem === null ? null : <Problem>{problem}</Problem>}
      </form>
    </Sheet>
  );
};
