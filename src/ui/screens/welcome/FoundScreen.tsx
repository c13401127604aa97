import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Refusal } from '#domain/refusal.ts';
import { goTo, routes } from '#ui/routes.ts';
import { useApp } from '../../hooks/useApp.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Choice } from '../../parts/Choice.tsx';
import { Field } from '../../parts/Field.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { type Language, languageNames, languages } from '../../texts/language.ts';
import { refusalText } from '../../texts/refusals.ts';

/** Founds a workshop: its name, one's own, and the language it is written in. */
export const FoundScreen = () => {
  const { i18n, t } = useLingui();
  const { appearance, device, house, reopen } = useApp();
  const spoken = useStore(appearance, ({ language }) => language);
  const [name, setName] = useState('');
  const [myName, setMyName] = useState('');
  const [language, setLanguage] = useState<Language>(spoken);
  const [isWriting, setIsWriting] = useState(false);
  const [asked, setAsked] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  const found = async () => {
    setAsked(true);
    if (isWriting || name.trim() === '' || myName.trim() === '') return;
    setIsWriting(true);
    const founded = await house.found({ name: name.trim(), myName: myName.trim(), language });
    setIsWriting(false);
    if (!founded.ok) return setRefusal(founded.refusal);
    void device.storage.persist();
    goTo(routes.home, { replace: true });
    reopen();
  };
  const missing = (words: string, what: string) => (asked && words.trim() === '' ? { error: what } : {});
  return (
    <Screen below="acts" header={<BackHeader href={routes.welcome} label={t`Accueil`} />}>
      <ScreenTitle plain={t`Ouvrir un atelier`} />
      <p className="soft">
        <Trans>Tout reste sur cet appareil. Tu en deviens gardien·ne.</Trans>
      </p>
      <form
        className="found-form"
        id="found"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void found();
        }}
      >
        <Field
          label={t`Comment s’appelle l’atelier ?`}
          voice="serif"
          value={name}
          maxLength={200}
          autoComplete="organization"
          onChange={(event) => setName(event.currentTarget.value)}
          {...missing(name, t`Donne-lui un nom, même provisoire.`)}
        />
        <Field
          label={t`Et toi, ton prénom ?`}
          hint={t`Tel qu’on le dit à l’atelier. Il ne va que dans ton profil, et tu peux l’effacer.`}
          voice="serif"
          value={myName}
          maxLength={200}
          autoComplete="given-name"
          onChange={(event) => setMyName(event.currentTarget.value)}
          {...missing(myName, t`Il faut un prénom, pour savoir qui a quoi.`)}
        />
        <Choice<Language>
          legend={t`Langue des étiquettes`}
          options={languages.map((value) => ({ value, label: languageNames[value] }))}
          value={language}
          onChange={setLanguage}
        />
        {refusal === null ? null : <Problem>{refusalText(i18n, refusal)}</Problem>}
      </form>
      <BottomActs>
        <BigAct type="submit" form="found" working={isWriting ? t`J’ouvre le carnet…` : null}>
          <Trans>Ouvrir l’atelier</Trans>
        </BigAct>
      </BottomActs>
    </Screen>
  );
};
