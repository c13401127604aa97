import { Trans, useLingui } from '@lingui/react/macro';
import { careCalendar } from '#app/careCalendar.ts';
import { addDays } from '#domain/days.ts';
import { everyWords, whereWords } from '#ui/frame/careWords.ts';
import type { Speech } from '#ui/frame/toolFace.ts';
import { useApp } from '../../hooks/useApp.ts';
import { useWorkshopRow } from '../../hooks/useWorkshop.ts';
import { Button } from '../../parts/Button.tsx';
import type { Planned } from './CareScreen.tsx';

/** Reminders without a server: a calendar file, a list for the wall, and plainly what a closed app cannot do. */
export const Reminders = ({ planned, speech }: { readonly planned: readonly Planned[]; readonly speech: Speech }) => {
  const { i18n, t } = useLingui();
  const { device, clock } = useApp();
  const workshop = useWorkshopRow();
  const { today, me } = speech;
  const carry = async (): Promise<void> => {
    const house = workshop?.name ?? '';
    // Mine: what is asked of me now. What comes later is asked of nobody yet, and is told to all.
    const mine = planned.filter(({ seen }) => seen === undefined || (me !== null && seen.asked.includes(me)));
    const events = mine.map(({ row, on, seen }) => {
      // What waits since last week is for today: a calendar looks ahead.
      const due = seen === undefined ? (row.due ?? today) : today;
      const lines = [everyWords(i18n, row.every), ...row.steps.map((step) => `☐ ${step}`)];
      return {
        uid: `${row.key.replace('/', '.')}@circule`,
        day: due,
        nextDay: addDays(due, 1),
        summary: `${row.name} · ${whereWords(row, on, speech)}`,
        description: lines.join('\n'),
      };
    });
    const text = careCalendar(events, { now: clock.now(), name: t`Soins, ${house}`, language: i18n.locale });
    await device.handOut(new File([text], t`soins-${today}.ics`, { type: 'text/calendar' }), true);
  };
  return (
    <section className="section screen-only care-reminders">
      <h2>
        <Trans>S’en souvenir</Trans>
      </h2>
      <p className="soft">
        <Trans>
          Tant que l’app est fermée, Circule ne peut prévenir personne : aucun serveur ne surveille à ta place. Mets les
          dates dans ton agenda, ou la liste au mur. Sur l’icône de l’app installée, le nombre de choses à faire se met
          à jour quand tu l’ouvres.
        </Trans>
      </p>
      <div className="pair">
        <Button icon="agenda" onClick={() => void carry()}>
          <Trans>Dans mon agenda (.ics)</Trans>
        </Button>
        <Button icon="print" onClick={() => window.print()}>
          <Trans>Liste pour le mur</Trans>
        </Button>
      </div>
    </section>
  );
};
