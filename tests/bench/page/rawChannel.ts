/** A bare channel between two pages, as WebRTC gives it, and what it costs to send over it. */
const frameBytes = 16 * 1024;
const mostWaiting = 256 * 1024;

export interface RawChannel {
  /** Descriptions go from page to page by hand; the second half of each call waits for the network's candidates. */
  readonly offer: () => Promise<string>;
  readonly answer: (offer: string) => Promise<string>;
  readonly accept: (answer: string) => Promise<void>;
  /** A message of that size, there and back. */
  readonly roundTrip: (bytes: number) => Promise<number>;
  /** That many bytes in full frames, until the other end says that the last one came. */
  readonly bulk: (bytes: number) => Promise<number>;
  readonly close: () => void;
}

export function createRawChannel(): RawChannel {
  const connection = new RTCPeerConnection();
  const channel = connection.createDataChannel('bench', { negotiated: true, id: 1 });
  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = mostWaiting / 2;
  const opened = new Promise<void>((resolve) => (channel.onopen = () => resolve()));
  let answered: () => void = () => undefined;
  let expected = 0;
  let received = 0;

  // A text is an answer, or says how many bytes are to come and be answered once; else bytes are thrown back.
  channel.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
    if (data === 'back' || (typeof data !== 'string' && expected === 0 && isAsking)) return answered();
    if (typeof data === 'string') [expected, received] = [Number(data), 0];
    else if (expected === 0) channel.send(data);
    else {
      received += data.byteLength;
      if (received < expected) return;
      expected = 0;
      channel.send('back');
    }
  };
  let isAsking = false;

  async function described(): Promise<string> {
    if (connection.iceGatheringState !== 'complete')
      await new Promise<void>((resolve) => {
        connection.onicegatheringstatechange = () => connection.iceGatheringState === 'complete' && resolve();
      });
    return JSON.stringify(connection.localDescription);
  }
  const read = (description: string) => JSON.parse(description) as RTCSessionDescriptionInit;
  async function timed(send: () => Promise<void> | void): Promise<number> {
    await opened;
    const back = new Promise<void>((resolve) => (answered = resolve));
    isAsking = true;
    const begun = performance.now();
    await send();
    await back;
    isAsking = false;
    return performance.now() - begun;
  }

  return {
    async offer() {
      await connection.setLocalDescription(await connection.createOffer());
      return described();
    },
    async answer(offer) {
      await connection.setRemoteDescription(read(offer));
      await connection.setLocalDescription(await connection.createAnswer());
      return described();
    },
    async accept(answer) {
      await connection.setRemoteDescription(read(answer));
      await opened;
    },
    roundTrip: (bytes) => timed(() => channel.send(new Uint8Array(bytes))),
    bulk: (bytes) =>
      timed(async () => {
        channel.send(String(bytes));
        const frame = new Uint8Array(frameBytes);
        for (let left = bytes; left > 0; left -= frameBytes) {
          channel.send(frame.subarray(0, Math.min(left, frameBytes)));
          if (channel.bufferedAmount >= mostWaiting)
            await new Promise<void>((resolve) => (channel.onbufferedamountlow = () => resolve()));
        }
      }),
    close: () => connection.close(),
  };
}
