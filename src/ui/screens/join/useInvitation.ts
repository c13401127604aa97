import { useEffect, useState } from 'react';
import type { InvitationRefusal, InvitationSeen } from '#app/joining/joining.ts';
import type { Result } from '#domain/result.ts';
import { useApp } from '../../hooks/useApp.ts';

/** What the invitation in the address says; undefined while it is read. */
export function useInvitation(text: string): Result<InvitationSeen, InvitationRefusal> | undefined {
  const { house } = useApp();
  const [read, setRead] = useState<{
    readonly text: string;
    readonly seen: Result<InvitationSeen, InvitationRefusal>;
  }>();
  useEffect(() => {
    let isOver = false;
    void house.readInvitation(text).then((seen) => isOver || setRead({ text, seen }));
    return () => {
      isOver = true;
    };
  }, [house, text]);
  return read?.text === text ? read.seen : undefined;
}
