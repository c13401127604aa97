import { Trans, useLingui } from '@lingui/react/macro';
import { useMemo, useState } from 'react';
import type { BlobId } from '#domain/ids.ts';
import type { Photo } from '#domain/schema.ts';
import { usePhoto } from '../hooks/usePhoto.ts';
import { Icon } from '../parts/Icon.tsx';
import { Mark } from '../parts/Mark.tsx';
import type { Block, Inline, Item } from './prose.ts';
import { readMarkdown } from './readMarkdown.ts';
import './notice.css';

interface Reading {
  /** Photos the text may show: those of what it is about. */
  readonly photos: readonly Photo[];
  readonly isDone: (item: Item) => boolean;
  readonly onDone: (item: Item, isDone: boolean) => void;
}

/** A text of the house, drawn. Steps can be ticked while one works; that is on this screen only, and gone with it. */
export const ProseText = ({ text, photos }: { readonly text: string; readonly photos: readonly Photo[] }) => {
  const prose = useMemo(() => readMarkdown(text), [text]);
  const [done, setDone] = useState<ReadonlyMap<number, boolean>>(new Map());
  const reading: Reading = {
    photos,
    isDone: ({ at, isDone }) => done.get(at) ?? isDone,
    onDone: ({ at }, isDone) => setDone((before) => new Map(before).set(at, isDone)),
  };
  return (
    <div className="said prose">
      <Blocks blocks={prose.blocks} reading={reading} />
      {prose.isCut ? (
        <p className="small soft">
          <Trans>La suite est trop longue pour être montrée.</Trans>
        </p>
      ) : null}
    </div>
  );
};

const Blocks = ({ blocks, reading }: { readonly blocks: readonly Block[]; readonly reading: Reading }) =>
  blocks.map((block) => <BlockShown key={block.at} block={block} reading={reading} />);

const BlockShown = ({ block, reading }: { readonly block: Block; readonly reading: Reading }) => {
  switch (block.is) {
    case 'heading': {
      const Heading = `h${String(block.level)}` as 'h2' | 'h3' | 'h4';
      return (
        <Heading>
          <Inlines inside={block.inside} reading={reading} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Inlines inside={block.inside} reading={reading} />
        </p>
      );
    case 'line':
      return <Inlines inside={block.inside} reading={reading} />;
    case 'code':
      return <pre className="code">{block.text}</pre>;
    case 'plain':
      return <p className="as-typed">{block.text}</p>;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.inside} reading={reading} />
        </blockquote>
      );
    case 'list':
      return block.steps === null ? (
        <ul className="uses">
          {block.items.map((item) => (
            <li key={item.at}>
              <Blocks blocks={item.inside} reading={reading} />
            </li>
          ))}
        </ul>
      ) : (
        <ol className="steps">
          {block.items.map((item) => (
            <Step key={item.at} item={item} reading={reading} />
          ))}
        </ol>
      );
    case 'table':
      return (
        <div className="table">
          <table>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.at}>
                  {row.cells.map((cell) => {
                    const Cell = row.isHead ? 'th' : 'td';
                    return (
                      <Cell key={cell.at}>
                        <Inlines inside={cell.inside} reading={reading} />
                      </Cell>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'rule':
      return <hr />;
  }
};

/** Its number, or its box, is what one ticks: the words beside it may hold links. */
const Step = ({ item, reading }: { readonly item: Item; readonly reading: Reading }) => {
  const { t } = useLingui();
  const isDone = reading.isDone(item);
  const number = item.number;
  return (
    <li className={isDone ? 'step done' : 'step'}>
      <label className="tick">
        <input
          type="checkbox"
          aria-label={number === null ? t`C’est fait` : t`Étape ${number} : c’est fait`}
          checked={isDone}
          onChange={({ currentTarget }) => reading.onDone(item, currentTarget.checked)}
        />
        <span aria-hidden="true">{isDone ? <Mark name="check" /> : number}</span>
      </label>
      <div className="grow">
        <Blocks blocks={item.inside} reading={reading} />
      </div>
    </li>
  );
};

const Inlines = ({ inside, reading }: { readonly inside: readonly Inline[]; readonly reading: Reading }) =>
  inside.map((each) => <InlineShown key={each.at} inline={each} reading={reading} />);

const InlineShown = ({ inline, reading }: { readonly inline: Inline; readonly reading: Reading }) => {
  const { t } = useLingui();
  switch (inline.is) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'break':
      return <br />;
    case 'photo':
      return <PhotoShown blob={inline.blob} words={inline.words} photos={reading.photos} />;
    case 'link': {
      const inside = <Inlines inside={inline.inside} reading={reading} />;
      if (!inline.leaves) return <a href={inline.to}>{inside}</a>;
      return (
        <a href={inline.to} target="_blank" rel="noopener noreferrer">
          {inside}
          <span aria-hidden="true">&nbsp;↗</span>
          <span className="hidden"> {t`(quitte Circule)`}</span>
        </a>
      );
    }
    case 'strong':
    case 'emphasis':
    case 'struck': {
      const Around = ({ strong: 'strong', emphasis: 'em', struck: 's' } as const)[inline.is];
      return (
        <Around>
          <Inlines inside={inline.inside} reading={reading} />
        </Around>
      );
    }
  }
};

/** One of the photos there are; of any other, its words. */
const PhotoShown = ({
  blob,
  words,
  photos,
}: {
  readonly blob: BlobId;
  readonly words: string;
  readonly photos: readonly Photo[];
}) => {
  const { t } = useLingui();
  const photo = photos.find(({ full }) => full.blob === blob);
  const address = usePhoto(photo);
  const said = words === '' ? t`Photo` : words;
  if (photo === undefined || address === undefined)
    return (
      <span className="no-photo small soft">
        <Icon name="photo" look="little" />
        <span>{photo === undefined ? t`${said} (cette photo n’est plus là)` : t`${said} (photo en chemin)`}</span>
      </span>
    );
  return <img src={address} alt={said} width={photo.full.width} height={photo.full.height} />;
};
