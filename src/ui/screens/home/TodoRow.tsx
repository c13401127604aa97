import { Plural, useLingui } from '@lingui/react/macro';
import type { Todo } from '#ui/frame/todos.ts';
import type { Care } from '../../hooks/useCare.ts';
import { ToolListRow } from '#ui/frame/ToolListRow.tsx';
import { type Speech, placeWords } from '#ui/frame/toolFace.ts';
import { silhouetteOf } from '../../parts/silhouetteOf.ts';
import { ToolRow } from '../../parts/ToolRow.tsx';
import { routes } from '#ui/routes.ts';

/** One thing that waits, with what ends it. */
export const TodoRow = ({ todo, speech }: { readonly todo: Todo; readonly speech: Speech }) => {
  const { t } = useLingui();
  if (todo.kind === 'house-key')
    return (
      <ToolRow
        href={routes.key}
        thing={{ silhouette: 'room', stance: 'here' }}
        name={t`Imprime la clé de la maison`}
        state="care"
        stateWords={t`Elle n’est que sur ce téléphone`}
        note={t`S’il se perd, elle ramène l’atelier.`}
      />
    );
  if (todo.kind === 'repairs')
    return (
      <ToolRow
        href={routes.repairs}
        thing={{ silhouette: 'wrench', stance: 'here' }}
        name={t`À réparer`}
        state="care"
        stateWords={<Plural value={todo.count} one="# outil attend" other="# outils attendent" />}
      />
    );
  if (todo.kind === 'care') return <CareRow care={todo.care} speech={speech} />;
  if ('mine' in todo) {
    const { skill, lapse } = todo.mine;
    const day = lapse === null ? '' : speech.phrases.due(lapse.at);
    const lapsing =
      lapse !== null && lapse.at > speech.now ? t`Ta passation expire : ${day}` : t`Ta passation a expiré`;
    return (
      <ToolRow
        href={routes.skill(skill.id)}
        thing={{ silhouette: 'plane', stance: 'here' }}
        name={skill.name}
        state="care"
        stateWords={todo.kind === 'skill-asked' ? t`On te l’a montré ?` : lapsing}
        note={todo.kind === 'skill-asked' ? t`Dis oui, ou que ce n’est pas toi.` : t`Sers-t’en, ou fais-toi montrer.`}
      />
    );
  }
  const { kind, row } = todo;
  const mine = row.claims.find(({ by }) => by === speech.me);
  const until = mine?.until == null ? '' : speech.phrases.until(mine.until);
  const since = mine === undefined ? '' : speech.phrases.since(mine.since);
  const notes = {
    contest: () => t`Un scan, et c’est réglé.`,
    unsafe: () => t`Signalé comme pas sûr. Ne t’en sers plus, rends-le.`,
    repair: () => t`C’est toi qui le répares.`,
    late: () => t`Prévu ${until}.`,
    'long-held': () => t`C’est avec toi ${since}. Tu t’en sers encore ?`,
  };
  return <ToolListRow row={row} speech={speech} note={notes[kind]()} />;
};

/** Care that comes round: of whom it is asked, and nobody's count. */
const CareRow = ({ care, speech }: { readonly care: Care; readonly speech: Speech }) => {
  const { t } = useLingui();
  const { row, on, asked, isTakenOn } = care;
  const isMine = speech.me !== null && asked.includes(speech.me);
  return (
    <ToolRow
      href={routes.duty({ duty: row.id, tool: row.tool })}
      thing={{ silhouette: on === null ? 'room' : silhouetteOf(on, speech.names.categories), stance: 'here' }}
      name={row.name}
      state={isMine ? 'care' : 'late'}
      stateWords={!isMine ? t`Attend depuis longtemps` : isTakenOn ? t`Tu t’en charges` : t`Demandé à toi`}
      note={on?.name ?? placeWords(row.place, speech.names.places)}
    />
  );
};
