import { expect, test } from 'vitest';
import { createConversation, type SessionEnd } from '#session/conversation.ts';
import { createMemoryLinks } from '#tests/support/memoryLink.ts';
import { createMemoryTimer } from '#tests/support/memoryTimer.ts';

test('whoever listens for the end after it is told at once: nothing of an ended session is left listening', () => {
  const talk = createConversation(createMemoryLinks().ends[0], createMemoryTimer());
  const heard: SessionEnd[] = [];
  talk.onEnd((end) => heard.push(end));
  talk.end({ by: 'here', reason: 'done', detail: 'closed' });
  talk.onEnd((end) => heard.push(end));
  expect(heard).toEqual([talk.ended(), talk.ended()]);
});
