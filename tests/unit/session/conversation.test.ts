import { expect, test } from 'vitest';
import { createConversation, type SessionEnd } from '#session/conversation.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

test('what may wait goes when nothing else does, and not at all after the end', async () => {
  const { ends } = createMemoryLinks();
  const [here, there] = [
    createConversation(ends[0], createMemoryTimer()),
    createConversation(ends[1], createMemoryTimer()),
  ];
  const after = Array.from({ length: 8 }, (_, at) => here.sendAfter({ kind: 'present', version: `after ${at}` }));
  const first = Array.from({ length: 4 }, (_, at) => here.send({ kind: 'present', version: `first ${at}` }));
  await Promise.all([...first, ...after]);
  const heard: string[] = [];
  for (let left = 12; left > 0; left -= 1) {
    const next = await there.next();
    if (next?.message.kind === 'present') heard.push(next.message.version);
  }
  // One was on its way already.
  expect(heard).toEqual([
    'after 0',
    ...[0, 1, 2, 3].map((at) => `first ${at}`),
    ...[1, 2, 3, 4, 5, 6, 7].map((at) => `after ${at}`),
  ]);
  const late = [
    here.sendAfter({ kind: 'present', version: 'late' }),
    here.sendAfter({ kind: 'present', version: 'later' }),
  ];
  here.end({ by: 'here', reason: 'done', detail: 'closed' });
  expect(await late[1]).toBe(false);
});

test('whoever listens for the end after it is told at once: nothing of an ended session is left listening', () => {
  const talk = createConversation(createMemoryLinks().ends[0], createMemoryTimer());
  const heard: SessionEnd[] = [];
  talk.onEnd((end) => heard.push(end));
  talk.end({ by: 'here', reason: 'done', detail: 'closed' });
  talk.onEnd((end) => heard.push(end));
  expect(heard).toEqual([talk.ended(), talk.ended()]);
});
