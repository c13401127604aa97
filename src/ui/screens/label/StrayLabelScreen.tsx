import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from 'wouter';
import { labelGroups, readLabelId } from '#domain/label.ts';
import { CopyCode } from '#ui/code/CopyCode.tsx';
import { labelProblem } from '#ui/code/labelProblem.ts';
import { Brand } from '../../parts/Brand.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { routes } from '#ui/routes.ts';
import '#ui/code/code.css';

/** A label scanned by a phone that knows no workshop yet: what this is, and what one can do from here. */
export const StrayLabelScreen = () => {
  const { i18n, t } = useLingui();
  const { label: text = '' } = useParams<{ label?: string }>();
  const label = readLabelId(text);
  return (
    <Screen
      header={
        <header className="top">
          <Brand />
        </header>
      }
    >
      <ScreenTitle plain={t`Un outil d’un atelier partagé`} />
      <div className="stack">
        <p>
          <Trans>
            Cette étiquette est sur un outil que des gens se prêtent. Leur carnet s’appelle Circule. Il vit sur leurs
            téléphones, pas sur un serveur.
          </Trans>
        </p>
        <CopyCode text={label.ok ? labelGroups(label.value) : text} />
        {label.ok ? null : <Problem>{labelProblem(i18n, label.refusal)}</Problem>}
        <h2>
          <Trans>Tu l’as trouvé ?</Trans>
        </h2>
        <p>
          <Trans>L’atelier et son adresse sont écrits sur l’étiquette. Rapporte-le là-bas, ou préviens-les.</Trans>
        </p>
        <h2>
          <Trans>Tu es de l’atelier ?</Trans>
        </h2>
        <p>
          <Trans>
            Ton carnet est peut-être dans l’appli installée, ou dans un autre navigateur. Ouvre-la et scanne de là.
            Sinon, demande à un membre de noter l’outil pour toi.
          </Trans>
        </p>
        <Button look="main" href={routes.welcome}>
          <Trans>Fonder un atelier, ou voir l’exemple</Trans>
        </Button>
      </div>
    </Screen>
  );
};
