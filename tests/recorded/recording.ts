/** What a build kept on a phone, as plain JSON; bytes are `{ $bytes: base64 }`. */
export interface Recording {
  readonly commit: string;
  readonly workshop: { readonly id: string; readonly name: string };
  readonly database: {
    readonly name: string;
    readonly version: number;
    readonly stores: readonly {
      readonly name: string;
      readonly keyPath: string | string[];
      readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[]; readonly multi: boolean }[];
      readonly records: readonly unknown[];
    }[];
  };
}

/** A record as JSON can hold it. */
export function toPlain(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toPlain(item)]));
  return value;
}
