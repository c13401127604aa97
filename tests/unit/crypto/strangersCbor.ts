/** CBOR as docs/protocol.md tells it, for the readers written from that page alone. */
export type Cbor = null | boolean | number | string | Buffer | Cbor[] | Map<string, Cbor>;

/** Reads one value from `at`; deterministic form is checked on the way. */
export function readCbor(bytes: Buffer, start: number): { readonly value: Cbor; readonly end: number } {
  const first = bytes.readUInt8(start);
  const info = first & 31;
  if (first === 0xf4 || first === 0xf5) return { value: first === 0xf5, end: start + 1 };
  if (first === 0xf6) return { value: null, end: start + 1 };
  if (info > 27) throw new Error('indefinite length');
  const width = info < 24 ? 0 : 1 << (info - 24);
  const size = width === 0 ? info : Number(BigInt(`0x${bytes.toString('hex', start + 1, start + 1 + width)}`));
  if (width > 0 && size < [0, 24, 256, 0, 65_536, 0, 0, 0, 4_294_967_296][width]!) throw new Error('not shortest');
  let end = start + 1 + width;
  const next = () => {
    const read = readCbor(bytes, end);
    end = read.end;
    return read.value;
  };
  switch (first >> 5) {
    case 0:
      return { value: size, end };
    case 1:
      return { value: -1 - size, end };
    case 2:
      return { value: bytes.subarray(end, end + size), end: end + size };
    case 3:
      return { value: bytes.toString('utf8', end, end + size), end: end + size };
    case 4:
      return { value: Array.from({ length: size }, next), end };
    case 5: {
      const map = new Map<string, Cbor>();
      let before: Buffer = Buffer.alloc(0);
      for (let entry = 0; entry < size; entry += 1) {
        const keyStart = end;
        const key = next();
        const keyBytes = bytes.subarray(keyStart, end);
        if (typeof key !== 'string' || Buffer.compare(before, keyBytes) >= 0) throw new Error('keys not in order');
        before = keyBytes;
        map.set(key, next());
      }
      return { value: map, end };
    }
    default:
      throw new Error('not a fact value');
  }
}

export function readWhole(bytes: Buffer): Cbor {
  const { value, end } = readCbor(bytes, 0);
  if (end !== bytes.length) throw new Error('bytes left over');
  return value;
}
