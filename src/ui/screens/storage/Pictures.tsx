import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useLiveQuery } from 'dexie-react-hooks';
import { pictureCounts } from '#store/queries/pictures.ts';
import { usualPictureBudget, writePictureBudget } from '#store/queries/pictureSettings.ts';
import { useWorkshop } from '../../hooks/useWorkshop.ts';
import { Choice } from '../../parts/Choice.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { StatusChip } from '../../parts/StatusChip.tsx';
import { bytesWords } from '../../texts/bytesWords.ts';

const budgets = [0, 50e6, usualPictureBudget, 1e9].map(String);

/** How much room photos and manuals take here, how much they may take, and which are nowhere else. */
export const Pictures = ({ isAlmostFull }: { readonly isAlmostFull: boolean }) => {
  const { i18n } = useLingui();
  const { db } = useWorkshop();
  const counts = useLiveQuery(() => pictureCounts(db), [db]);
  if (counts === undefined) return null;
  const { all, here, onlyHere, toCome, bytes, budget } = counts;
  const isChosen = budgets.includes(String(budget)) ? String(budget) : null;
  return (
    <section className="section stack">
      <h2>
        <Trans>Photos et notices</Trans>
      </h2>
      <Progress
        value={Math.min(bytes, Math.max(1, budget))}
        max={Math.max(1, budget)}
        words={
          <Trans>
            {bytesWords(i18n, bytes)} sur {bytesWords(i18n, budget)}
          </Trans>
        }
      >
        <Plural value={all} one={`${here} sur # en grand ici`} other={`${here} sur # en grand ici`} />
      </Progress>
      {onlyHere === 0 ? (
        all === 0 ? null : (
          <StatusChip state="here">
            <Trans>Toutes celles d’ici sont aussi ailleurs</Trans>
          </StatusChip>
        )
      ) : (
        <StatusChip state="care">
          <Plural value={onlyHere} one="# n’est encore qu’ici" other="# ne sont encore qu’ici" />
        </StatusChip>
      )}
      {toCome === 0 ? null : (
        <p className="small soft" role="status">
          <Plural value={toCome} one="# vignette est en route." other="# vignettes sont en route." />
        </p>
      )}
      {isAlmostFull ? (
        <p role="alert">
          <Trans>
            Il ne reste presque plus de place sur cet appareil. Le carnet continue ; les photos des autres attendent.
          </Trans>
        </p>
      ) : null}
      <Choice
        legend={<Trans>Place pour les grandes photos et les notices</Trans>}
        options={budgets.map((value) => ({
          value,
          label: value === '0' ? <Trans>Aucune d’avance</Trans> : bytesWords(i18n, Number(value)),
        }))}
        value={isChosen}
        onChange={(value) => void writePictureBudget(db, Number(value))}
      />
      <p className="small soft">
        <Trans>
          Les vignettes viennent toujours. Au-delà de cette place, une photo vient quand tu l’ouvres, et la plus
          anciennement ouverte s’en va si elle est aussi ailleurs.
        </Trans>
      </p>
    </section>
  );
};
