import type { DemoAct } from './contentShape.ts';
import type { StoryDays } from './storyDays.ts';

/** A tool that is out at the end of the year: since how many days at most, and the act that took it out. */
interface OutNow {
  readonly tool: string;
  /** Earlier uses must have ended before this many days ago. */
  readonly since: number;
  readonly act: DemoAct;
}

/** What is out beside the tools of the stories: three are with Léa, three are late. */
export function outNow(on: StoryDays): readonly OutNow[] {
  const out = (since: number, act: DemoAct): OutNow => ({ tool: act.tool, since, act });
  return [
    out(9, {
      at: on.ago(9, '18:24'),
      do: 'take',
      tool: 'ponceuse',
      by: 'lea',
      until: on.dayAgo(3),
      purpose: 'les volets de l’école',
    }),
    out(2, {
      at: on.ago(2, '17:49'),
      do: 'take',
      tool: 'enrouleur',
      by: 'lea',
      until: on.next('saturday'),
      purpose: 'le concert dans la cour',
    }),
    out(1, {
      at: on.latest('09:20'),
      do: 'take',
      tool: 'faitout',
      by: 'lea',
      until: on.today,
      purpose: 'la soupe du marché',
    }),
    out(7, {
      at: on.last('thursday', '16:30'),
      do: 'take',
      tool: 'brouette',
      by: 'tomas',
      purpose: 'évacuer des gravats',
    }),
    out(3, {
      at: on.ago(3, '18:40'),
      do: 'take',
      tool: 'remorque-velo',
      by: 'nour',
      until: on.next('sunday'),
      purpose: 'rapporter des planches de la ressourcerie',
    }),
    out(4, {
      at: on.ago(4, '08:52'),
      do: 'take',
      tool: 'percolateur',
      by: 'bakary',
      until: on.dayAgo(1),
      purpose: 'le café des parents',
    }),
    out(1, {
      at: on.ago(1, '10:15'),
      do: 'take',
      tool: 'echelle',
      by: 'joss',
      until: on.next('wednesday'),
      purpose: 'nettoyer les gouttières',
    }),
    out(16, {
      at: on.ago(16, '14:28'),
      do: 'take',
      tool: 'machine-singer',
      by: 'odile',
      purpose: 'des ourlets de rideaux',
    }),
    out(1, {
      at: on.ago(1, '18:57'),
      do: 'take',
      tool: 'enceinte',
      by: 'tomas',
      until: on.next('saturday'),
      purpose: 'un cours de danse',
    }),
    out(19, {
      at: on.ago(19, '18:11'),
      do: 'take',
      tool: 'station-soudage',
      by: 'joss',
      until: on.dayAgo(12),
      purpose: 'les guirlandes de la fête',
    }),
    out(2, {
      at: on.ago(2, '19:06'),
      do: 'take',
      tool: 'tournevis-precision',
      by: 'odile',
      until: on.next('tuesday'),
      purpose: 'changer une batterie de téléphone',
    }),
  ];
}
