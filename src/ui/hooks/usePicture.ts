import { useEffect, useState } from 'react';
import type { BlobId } from '#domain/ids.ts';
import { useWorkshop } from './useWorkshop.ts';

/** The address of a picture while it is shown, undefined until it is here; let go when it is shown no more. */
export function usePicture(face: { readonly blob: BlobId; readonly key: string } | null): string | undefined {
  const workshop = useWorkshop();
  const [shown, setShown] = useState<{ readonly blob: BlobId; readonly address: string } | null>(null);
  const blob = face?.blob;
  const key = face?.key;
  useEffect(() => {
    if (blob === undefined || key === undefined) return;
    let address: string | null = null;
    const over = new AbortController();
    const open = async () => {
      const bytes = await workshop.picture({ blob, key }, over.signal);
      if (bytes === null || over.signal.aborted) return;
      address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
      setShown({ blob, address });
    };
    void open();
    return () => {
      over.abort();
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [workshop, blob, key]);
  return shown !== null && shown.blob === blob ? shown.address : undefined;
}
