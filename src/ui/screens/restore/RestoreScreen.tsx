import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useApp } from '../../hooks/useApp.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Field } from '../../parts/Field.tsx';
import { FilePicker } from '../../parts/FilePicker.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { goTo, routes } from '#ui/routes.ts';
import { KeyFromPhoto } from './KeyFromPhoto.tsx';
import { isAboutKey, restoreWords } from './restoreWords.ts';
import { useRestore } from './useRestore.ts';
import './restore.css';

/** Brings a workshop back from a backup and the key of the house, whether or not another one is open here. */
export const RestoreScreen = () => {
  const { t } = useLingui();
  const { house } = useApp();
  const restoring = useRestore();
  const { state } = restoring;
  const isHome = house.current() !== null;
  return (
    <Screen
      below="acts"
      header={
        <BackHeader
          href={isHome ? routes.home : routes.welcome}
          label={isHome ? (house.current()?.name ?? '') : t`Accueil`}
        />
      }
      bottom={<RestoreActs restoring={restoring} />}
    >
      <ScreenTitle plain={t`Ramener un atelier`} />
      {state.at === 'asking' ? <Asking restoring={restoring} /> : null}
      {state.at === 'working' ? (
        <Progress value={state.done} max={Math.max(1, state.of)} words={`${state.done} / ${state.of}`}>
          {state.step === 'reading' ? <Trans>Je vérifie chaque trace</Trans> : <Trans>Je remets tout en place</Trans>}
        </Progress>
      ) : null}
      {state.at === 'back' ? (
        <div className="stack" role="status">
          <p className="name">
            <Trans>{state.restored.name} est de retour.</Trans>
          </p>
          <p>
            <Plural
              value={state.restored.leftOut}
              one="# trace de la sauvegarde n’était pas signée comme il faut. Elle est laissée dehors."
              other="# traces de la sauvegarde n’étaient pas signées comme il faut. Elles sont laissées dehors."
            />
          </p>
        </div>
      ) : null}
    </Screen>
  );
};

type Restoring = ReturnType<typeof useRestore>;

const Asking = ({ restoring }: { readonly restoring: Restoring }) => {
  const { i18n, t } = useLingui();
  const { file, typedKey, problem } = restoring;
  const words = problem === null ? undefined : restoreWords(i18n, problem);
  const aboutKey = problem !== null && isAboutKey(problem);
  return (
    <div className="stack restore">
      <p>
        <Trans>Il faut deux choses : le fichier de sauvegarde, et la clé de la maison, sur son papier.</Trans>
      </p>
      {file === null ? (
        <FilePicker label={t`Choisir la sauvegarde`} onFile={(chosen) => void restoring.pick(chosen)} />
      ) : (
        <div className="restore-file">
          <span className="grow code">{file.name}</span>
          <Button size="short" onClick={restoring.dropFile}>
            <Trans>Changer</Trans>
          </Button>
        </div>
      )}
      {words !== undefined && !aboutKey ? (
        <div role="alert">
          <Problem>{words}</Problem>
        </div>
      ) : null}
      <Field
        label={t`La clé de la maison`}
        hint={t`28 signes, en sept groupes de quatre. Majuscules, tirets et espaces ne comptent pas.`}
        lines={2}
        autoCapitalize="characters"
        autoComplete="off"
        spellCheck={false}
        value={typedKey}
        error={aboutKey ? words : undefined}
        onChange={(event) => restoring.typeKey(event.target.value)}
      />
      <KeyFromPhoto onKey={restoring.typeKey} />
      <p className="small soft">
        <Trans>
          Cet appareil devient le tien dans cet atelier. Tes anciens appareils n’y écrivent plus : un téléphone perdu
          reste dehors.
        </Trans>
      </p>
    </div>
  );
};

const RestoreActs = ({ restoring }: { readonly restoring: Restoring }) => {
  const { t } = useLingui();
  const { house, reopen } = useApp();
  const { state, file, typedKey, problem } = restoring;
  const open = () => {
    goTo(routes.home, { replace: true });
    reopen();
  };
  if (state.at === 'back')
    return (
      <BottomActs>
        <Button look="main" size="page" onClick={open}>
          <Trans>Ouvrir le carnet</Trans>
        </Button>
      </BottomActs>
    );
  if (problem?.kind === 'workshop-here') {
    const here = problem.id;
    return (
      <BottomActs>
        <Button
          look="main"
          size="page"
          onClick={() => {
            house.choose(here);
            open();
          }}
        >
          <Trans>Ouvrir celui qui est là</Trans>
        </Button>
      </BottomActs>
    );
  }
  const notNow =
    file === null ? t`Choisis d’abord la sauvegarde` : typedKey.trim() === '' ? t`Il manque la clé` : undefined;
  return (
    <BottomActs>
      <BigAct
        working={state.at === 'working' ? t`Je ramène l’atelier…` : undefined}
        notNow={notNow}
        onClick={() => void restoring.restore()}
      >
        <Trans>Ramener l’atelier</Trans>
      </BigAct>
    </BottomActs>
  );
};
