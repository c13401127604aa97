import { Plural, SelectOrdinal, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { LabelSheets } from '#app/device.ts';
import type { ToolId } from '#domain/ids.ts';
import { ownAddress } from '#ui/code/ownAddress.ts';
import { MainNav } from '#ui/frame/MainNav.tsx';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { BackHeader } from '../../parts/BackHeader.tsx';
import { BigAct } from '../../parts/BigAct.tsx';
import { BottomActs } from '../../parts/BottomActs.tsx';
import { Button } from '../../parts/Button.tsx';
import { Problem } from '../../parts/Problem.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Screen } from '../../parts/Screen.tsx';
import { ScreenTitle } from '../../parts/ScreenTitle.tsx';
import { SelectField } from '../../parts/SelectField.tsx';
import { WaitingRows } from '../../parts/WaitingRows.tsx';
import { routes } from '#ui/routes.ts';
import { refusalText } from '../../texts/refusals.ts';
import { AddressSheet } from './AddressSheet.tsx';
import { asksFirst } from './labelAddress.ts';
import { keepPrintSettings, nextStart, sheetOf } from './printSettings.ts';
import { SheetNumbers } from './SheetNumbers.tsx';
import { SheetPreview } from './SheetPreview.tsx';
import { Stepper } from './Stepper.tsx';
import { useLabelPrinting } from './useLabelPrinting.ts';
import { useLabelSheets } from './useLabelSheets.ts';
import { usePrintedLabels, type WantedLabels } from './usePrintedLabels.ts';
import { usePrintSettings } from './usePrintSettings.ts';

interface SheetStepProps {
  readonly wanted: WantedLabels;
  /** One tool, come to from its page. */
  readonly tool: ToolId | null;
  readonly onCount: (blank: number) => void;
}

/** The sheet as it will be printed, and what has to be said of the paper and the printer. */
export const SheetStep = (props: SheetStepProps) => {
  const { t } = useLingui();
  const sheets = useLabelSheets();
  const workshop = useWorkshopRow();
  if (sheets === undefined || workshop === undefined) {
    return (
      <Screen below="acts" header={<BackHeader href={routes.labels} label={t`Étiquettes`} />}>
        <WaitingRows />
      </Screen>
    );
  }
  return (
    <Sheets
      {...props}
      sheets={sheets}
      workshopLine={[workshop?.name, workshop?.labelLine].filter(Boolean).join(', ')}
      blankWords={workshop?.language === 'en' ? 'Free label' : 'Étiquette libre'}
      address={workshop?.labelAddress ?? ownAddress(window.location)}
    />
  );
};

const Sheets = ({
  wanted,
  tool,
  onCount,
  sheets,
  workshopLine,
  blankWords,
  address,
}: SheetStepProps & {
  readonly sheets: LabelSheets;
  readonly workshopLine: string;
  /** In the language of the workshop, not of who prints. */
  readonly blankWords: string;
  readonly address: string;
}) => {
  const { i18n, t } = useLingui();
  const { device, toasts } = useApp();
  const [settings, change] = usePrintSettings();
  const [asking, setAsking] = useState<'address' | 'print' | 'save' | null>(null);
  const printing = useLabelPrinting();
  const made = usePrintedLabels(wanted, address);
  const sheet = sheetOf(settings, sheets.labelSheets);
  if (sheet === undefined) return null;

  const perPage = sheet.columns * sheet.rows;
  const startAt = Math.min(settings.startAt, perPage);
  const { offset } = settings;
  const labels = made?.labels ?? [];
  const count = made?.labels.length ?? (wanted.kind === 'tools' ? wanted.tools.length : wanted.count);
  const texts = { workshop: workshopLine, blank: blankWords };
  const layout = sheets.layoutSheets({ labels, sheet, startAt, offset });
  const isSmall = layout.ok && labels[0] !== undefined && sheets.fitOfLabel(sheet, labels[0].link).verdict === 'small';
  const pages = () => (layout.ok ? layout.value.map((page) => sheets.sheetSvg(page, texts)) : []);

  const handOver = {
    print: () => device.printPages(pages()),
    save: async () => {
      const files = pages();
      for (const [at, svg] of files.entries()) {
        const name = files.length === 1 ? t`etiquettes.svg` : t`etiquettes-${at + 1}.svg`;
        await device.handOut(new File([svg], name, { type: 'image/svg+xml' }), files.length === 1);
      }
    },
  };
  const run = async (how: 'print' | 'save') => {
    setAsking(null);
    if (!(await printing.run(made?.toBind ?? [], handOver[how]))) return;
    // Not shown at once: what is seen is what was printed, and a jammed sheet is printed again.
    keepPrintSettings(window.localStorage, { ...settings, startAt: nextStart(startAt, labels.length, perPage) });
    toasts.getState().say({ words: t`C’est prêt. La prochaine fois, la planche commence à la suite.` });
  };
  const ask = (how: 'print' | 'save') => {
    // For a moment they are still being made: empty paper helps nobody.
    if (made === undefined) return;
    if (asksFirst(address)) setAsking(how);
    else void run(how);
  };
  const making = made === undefined ? t`Je prépare les étiquettes…` : undefined;
  const working = printing.progress === null ? making : t`Je note les étiquettes…`;
  const refused = layout.ok ? null : layout.refusal.kind;
  const notNow =
    refused === 'label-too-small' ? (
      <Trans>Trop petit pour être lu : choisis une autre planche</Trans>
    ) : refused === 'sheet-impossible' ? (
      <Trans>Ces mesures ne tiennent pas sur une page</Trans>
    ) : undefined;

  return (
    <Screen
      below="acts"
      header={
        <BackHeader
          href={tool === null ? routes.labels : routes.tool(tool)}
          label={tool === null ? t`Étiquettes` : t`L’outil`}
        >
          <Button
            look="quiet"
            size="short"
            onClick={() => void device.printPages([sheets.testSheetSvg(sheet, offset)])}
          >
            <Trans>Planche d’essai</Trans>
          </Button>
        </BackHeader>
      }
      bottom={
        <>
          <BottomActs>
            <section className="labels-paper" aria-label={t`Planche`}>
              <SelectField
                label={t`Planche`}
                options={sheets.labelSheets.map((each) => ({
                  value: each.id,
                  label: t`${each.columns * each.rows} par page, ${i18n.number(each.width)} × ${i18n.number(each.height)} mm`,
                  group: each.title,
                }))}
                value={sheet.id}
                onChange={(id) => change({ sheet: id, numbers: {}, startAt: 1 })}
              />
              <Stepper
                label={t`Commencer à`}
                value={startAt}
                min={1}
                max={perPage}
                onChange={(next) => change({ startAt: next })}
              >
                <SelectOrdinal value={startAt} one="la #ʳᵉ" other="la #ᵉ" />
              </Stepper>
              <BigAct icon="print" working={working} notNow={notNow} onClick={() => ask('print')}>
                <Trans>Imprimer à 100 %, sans marges</Trans>
              </BigAct>
            </section>
          </BottomActs>
          <MainNav current="house" wideOnly />
        </>
      }
    >
      <div className="labels-sheet">
        <ScreenTitle plain={t`Étiquettes à coller`}>
          <Plural value={count} one="# étiquette à coller" other="# étiquettes à coller" />
        </ScreenTitle>
        {printing.progress === null ? null : (
          <div className="stack">
            <Progress
              value={printing.progress.done}
              max={printing.progress.of}
              words={t`${printing.progress.done} sur ${printing.progress.of}`}
            >
              <Trans>Chaque étiquette est notée sur son outil</Trans>
            </Progress>
            <Button look="quiet" onClick={printing.stop}>
              <Trans>Arrêter là</Trans>
            </Button>
          </div>
        )}
        {printing.refusal === null ? null : <Problem>{refusalText(i18n, printing.refusal)}</Problem>}
        {isSmall ? (
          <p className="labels-warning small">
            <Trans>Ces codes seront petits. Les vieux téléphones devront s’approcher.</Trans>
          </p>
        ) : null}
        {layout.ok && made !== undefined ? (
          <SheetPreview pages={layout.value.map((page) => () => sheets.sheetSvg(page, texts, { screen: true }))} />
        ) : null}
        {wanted.kind === 'blank' ? (
          <Stepper label={t`Combien`} value={wanted.count} min={1} max={500} onChange={onCount} />
        ) : null}
        <section className="labels-more stack">
          <div>
            <h2 className="small">
              <Trans>Adresse dans le code</Trans>
            </h2>
            <p className="labels-address">
              <span className="code">{address}</span>
              <Button look="quiet" onClick={() => setAsking('address')}>
                <Trans>Changer</Trans>
              </Button>
            </p>
          </div>
          <SheetNumbers sheet={sheet} settings={settings} onChange={change} />
          <Button look="plain" icon="download" disabled={!layout.ok} onClick={() => ask('save')}>
            <Trans>Enregistrer en SVG</Trans>
          </Button>
          <p className="small soft">
            <Trans>Si le téléphone n’imprime pas à la bonne taille, ouvre ce fichier sur un ordinateur.</Trans>
          </p>
        </section>
      </div>
      {asking === null ? null : (
        <AddressSheet
          address={address}
          onGoOn={asking === 'address' ? undefined : () => void run(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </Screen>
  );
};
