/**
 * Run on a machine of the local network of a test. `files <port> <dir>`: the app and nothing else, on this machine alone.
 * `tls <host> <port> <to> <key> <certificate>`: what comes in encrypted goes on to a server on this machine.
 */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import { createStaticHost } from '#pod/staticHost.ts';

const [kind, ...words] = process.argv.slice(2);
if (kind === 'files') {
  const [port, dir = ''] = words;
  const opened = await createStaticHost({ dir, base: '/', host: '127.0.0.1', port: Number(port) });
  if (!opened.ok) throw new Error(opened.refusal.kind);
  console.log('ready');
} else {
  const [host, port, to, key = '', certificate = ''] = words;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (near) => {
    const far = connect(Number(to), '127.0.0.1');
    near.pipe(far).pipe(near);
    near.on('error', () => far.destroy());
    far.on('error', () => near.destroy());
  });
  server.on('tlsClientError', () => undefined);
  server.listen(Number(port), host, () => console.log('ready'));
}
