import { expect, test } from 'vitest';
import { webrtcBinding } from '#sync/transports/webrtcBinding.ts';

const certificate = (byte: string): string => Array.from({ length: 32 }, () => byte).join(':');
const line = (byte: string, hash = 'sha-256'): string => `a=fingerprint:${hash} ${certificate(byte)}`;
const sdp = (...lines: readonly string[]): string => ['v=0', ...lines, 'a=setup:actpass', ''].join('\r\n');

test('both ends make the same of their two certificates, however they are written', () => {
  const [one, other] = [sdp(line('0A')), sdp(line('f0'))];
  const binding = webrtcBinding(one, other);
  expect(binding?.length).toBe(64);
  expect(webrtcBinding(other, one)).toEqual(binding);
  expect(webrtcBinding(sdp(line('0a'), line('0A', 'SHA-256')), other)).toEqual(binding);
});

test('a description that says no certificate, two, or by another hash binds nothing', () => {
  const honest = sdp(line('0a'));
  const lies = [
    sdp(),
    sdp(line('f0'), line('f1')),
    sdp(line('f0'), line('f0', 'sha-1')),
    sdp(line('f0', 'sha-1')),
    sdp('a=fingerprint:sha-256 F0:F1'),
    sdp(line('f0'), 'a=fingerprint:sha-512 00'),
  ];
  expect(lies.map((lie) => [webrtcBinding(honest, lie), webrtcBinding(lie, honest)])).toEqual(
    lies.map(() => [null, null]),
  );
});
