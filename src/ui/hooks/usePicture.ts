import { useEffect, useState } from 'react';
import type { BlobId } from '#domain/ids.ts';
import { useWorkshop } from './useWorkshop.ts';

/** The address of a picture while it is shown, or undefined while it is not here; let go when it is shown no more. */
export function usePicture(face: { readonly blob: BlobId; readonly key: string } | null): string | undefined {
  const workshop = useWorkshop();
  const [shown, setShown] = useState<{ readonly blob: BlobId; readonly address: string } | null>(null);
  const blob = face?.blob;
  const key = face?.key;
  useEffect(() => {
    if (blob === undefined || key === undefined) return;
    let address: string | null = null;
    let isOver = false;
    const open = async () => {
      const bytes = await workshop.picture({ blob, key });
      if (bytes === null || isOver) return;
      address = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }));
      setShown({ blob, address });
    };
    void open();
    return () => {
      isOver = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [workshop, blob, key]);
  return shown !== null && shown.blob === blob ? shown.address : undefined;
}
