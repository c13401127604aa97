import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '../../parts/Button.tsx';

/**
 * On an iPhone the browser and the icon on the home screen keep two notebooks: whoever joins in Safari is not in the app
 * they install afterwards. So the way is shown before the name is asked for, and the link taken along.
 */
export const FirstTheHomeScreen = ({ place }: { readonly place: 'iphone' | 'in-app' }) => {
  const { t } = useLingui();
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(window.location.href);
    setCopied(true);
  };
  return (
    <section className="card place-note">
      <h2>{place === 'in-app' ? t`Ouvre cette page dans Safari ou Chrome` : t`D’abord, l’écran d’accueil`}</h2>
      <p className="small">
        {place === 'in-app' ? (
          <Trans>Tu es dans une autre application. Le carnet y serait perdu. Copie le lien et ouvre-le ailleurs.</Trans>
        ) : (
          <Trans>
            Safari et l’icône de l’écran d’accueil ont chacun leur carnet. Copie l’invitation, installe, puis colle-la
            dans Circule : « Rejoindre un atelier ».
          </Trans>
        )}
      </p>
      <ol className="small steps">
        <li>
          <Button size="short" icon={isCopied ? 'check' : 'file'} onClick={() => void copy()}>
            {isCopied ? t`C’est copié` : t`Copier l’invitation`}
          </Button>
        </li>
        {place === 'in-app' ? null : (
          <>
            <li>
              <Trans>Touche « Partager », puis « Sur l’écran d’accueil ».</Trans>
            </li>
            <li>
              <Trans>Ouvre Circule depuis son icône, et colle l’invitation.</Trans>
            </li>
          </>
        )}
      </ol>
    </section>
  );
};
