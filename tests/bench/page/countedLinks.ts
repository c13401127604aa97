/** A transport whose links are looked at from outside: how much went over each, and when it was opened. */
import type { Transport } from '#sync/transports/transport.ts';
import { nowEverywhere } from './nowEverywhere.ts';

/** One link so far. Of either end the first two frames are the greeting: hello and proof. */
export interface LinkTally {
  readonly kind: 'now' | 'past' | 'invitation';
  readonly openedAt: number;
  /** Sizes of frames in order. */
  readonly sent: readonly number[];
  readonly received: readonly number[];
}

export function countLinks(transport: Transport): { readonly transport: Transport; readonly links: LinkTally[] } {
  const links: LinkTally[] = [];
  return {
    links,
    transport: {
      start: (onLink) =>
        transport.start((link, room) => {
          const tally = {
            kind: room.kind,
            openedAt: nowEverywhere(),
            sent: [] as number[],
            received: [] as number[],
          };
          links.push(tally);
          onLink(
            {
              ...link,
              send(frame) {
                tally.sent.push(frame.length);
                return link.send(frame);
              },
              onFrame: (listener) =>
                link.onFrame((frame) => {
                  tally.received.push(frame.length);
                  listener(frame);
                }),
            },
            room,
          );
        }),
    },
  };
}
