import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { StoryLine, Tool } from '#domain/settle/tool.ts';
import type { Actor } from '#ui/act/useActor.ts';
import { writersOf } from '#ui/frame/writersOf.ts';
import { useMeeting } from '#ui/meeting/useMeeting.ts';
import { useIsElsewhere } from '#ui/meeting/useIsElsewhere.ts';
import { useDatePhrases } from '../../hooks/useDatePhrases.ts';
import { Ticks } from '../../parts/Ticks.tsx';
import { Notebook, type NotebookEntry } from '../../parts/Notebook.tsx';
import { quoted } from '../../texts/quoted.ts';
import { whoWords } from '../../texts/whoWords.ts';
import { storyWords } from './storyWords.ts';
import { type TaughtLine, interleaved, useTaught } from './taught.ts';

const fewLines = 8;

/** Its notebook: all that ever happened to it, newest first; what was taken back stays, struck through. */
export const Story = ({
  tool,
  actor,
  also = [],
}: {
  readonly tool: Tool;
  readonly actor: Actor;
  /** Lines from elsewhere, newest first: versions of its notice. */
  readonly also?: readonly StoryLine[] | undefined;
}) => {
  const { i18n, t } = useLingui();
  const phrases = useDatePhrases();
  const [isWhole, setWhole] = useState(false);
  const { names } = actor;
  const elsewhere = useIsElsewhere();
  const meets = useMeeting() !== null;
  const reading = { i18n, tool: tool.id, names, duties: tool.duties, writers: writersOf(names.members) };
  const taught = useTaught(tool);
  const story = interleaved(interleaved(tool.story, also), taught ?? []);
  const isShort = isWhole || story.length <= fewLines + 2;
  const lines = isShort ? story : story.slice(0, fewLines);
  const entry = (line: StoryLine): NotebookEntry => {
    const { words, said, notedBy, mark } = storyWords(line, reading);
    const at = line.fact.at ?? 0;
    return {
      id: line.fact.id,
      when: phrases.day(at),
      at: isoOf(at),
      corrected: line.withdrawn !== null,
      mark,
      words: (
        <>
          {words}
          {said.map((each) => (
            <span key={each}> {quoted(i18n, each)}</span>
          ))}
          {meets && elsewhere(line.fact) === false ? (
            <>
              {' '}
              <Ticks elsewhere={false} words={false} />
            </>
          ) : null}
          {notedBy === null ? null : (
            <span className="noted">
              {' '}
              <Trans>(noté par {notedBy})</Trans>
            </span>
          )}
        </>
      ),
    };
  };
  const shown = ({ skill, induction }: TaughtLine): NotebookEntry => {
    const { ref, teacher, learner, at, knew, isEnded } = induction;
    const [from, to] = [whoWords(i18n, teacher, names.members), whoWords(i18n, learner, names.members)];
    return {
      id: ref.id,
      when: phrases.day(at),
      at: isoOf(at),
      corrected: isEnded,
      words: knew ? t`${to} savait déjà : ${skill.name}.` : t`${from} montre à ${to} : ${skill.name}.`,
    };
  };
  return (
    <section className="section">
      <h2>
        <Trans>Son carnet</Trans>
      </h2>
      <Notebook entries={lines.map((line) => ('fact' in line ? entry(line) : shown(line)))} />
      {isShort ? null : (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          <Trans>Lire tout son carnet</Trans>
        </button>
      )}
    </section>
  );
};

/** Facts may hold later times than a date can. */
const isoOf = (at: number): string => new Date(Math.min(at, 8.64e15)).toISOString();
