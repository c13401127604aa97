import { Trans, useLingui } from '@lingui/react/macro';
import { useId, useState } from 'react';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { BigAct } from '../../parts/BigAct.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { Sheet } from '../../parts/Sheet.tsx';
import { isSameKey } from './sameKey.ts';

/** The way out of the tablet's mode: the code chosen for it, or the key of the house. */
export const LeaveSheet = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useLingui();
  const { device, house, reopen } = useApp();
  const { houseKey, id } = useWorkshop();
  const form = useId();
  const [byKey, setByKey] = useState(false);
  const [typed, setTyped] = useState('');
  const [isWorking, setIsWorking] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const refuse = (words: string): false => {
    setProblem(words);
    return false;
  };
  const isRight = async (): Promise<boolean> => {
    if (byKey) {
      const key = await houseKey();
      if (key === null) return refuse(t`La clé n’est plus sur cet appareil. Il faut le code.`);
      return isSameKey(typed, key) || refuse(t`Ce n’est pas la clé de cette maison.`);
    }
    const answer = await device.doorLock.open(typed);
    if (answer.kind === 'wait') return refuse(t`Trop d’essais. Attends ${answer.seconds} secondes.`);
    return answer.kind === 'open' || refuse(t`Ce n’est pas ce code.`);
  };
  const leave = async () => {
    if (isWorking || typed.trim() === '') return;
    setIsWorking(true);
    const mayLeave = await isRight();
    setIsWorking(false);
    if (!mayLeave) return;
    house.change(id, { isDoor: false });
    device.doorLock.forget();
    goTo(routes.house, { replace: true });
    reopen();
  };
  const change = (text: string) => {
    setTyped(text);
    setProblem(null);
  };
  return (
    <Sheet
      title={t`Quitter le mode porte`}
      onClose={onClose}
      foot={
        <BigAct type="submit" form={form} working={isWorking ? t`Je vérifie…` : null}>
          <Trans>Quitter</Trans>
        </BigAct>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void leave();
        }}
      >
        <Field
          key={String(byKey)}
          label={byKey ? t`La clé de la maison` : t`Le code de la tablette`}
          hint={byKey ? t`Vingt-huit signes, imprimés le premier jour.` : undefined}
          voice="mono"
          type={byKey ? 'text' : 'password'}
          inputMode={byKey ? 'text' : 'numeric'}
          autoComplete="off"
          maxLength={byKey ? 60 : 6}
          value={typed}
          onChange={(event) => change(byKey ? event.currentTarget.value : event.currentTarget.value.replace(/\D/g, ''))}
          {...(problem === null ? {} : { error: problem })}
        />
        <Button
          look="quiet"
          size="short"
          onClick={() => {
            change('');
            setByKey(!byKey);
          }}
        >
          {byKey ? <Trans>J’ai le code</Trans> : <Trans>J’ai oublié le code</Trans>}
        </Button>
      </form>
    </Sheet>
  );
};
