import { utf8, type Bytes } from '#crypto/bytes.ts';

/**
 * What a phone and a pod both know of their channel: the host and path the phone called. A pod that passes another
 * pod's greeting on was called at another address. Without the scheme, which a proxy with the certificate changes.
 */
export const podBinding = (host: string, path: string): Bytes => utf8(`circule/pod/1 ${host.toLowerCase()}${path}`);
