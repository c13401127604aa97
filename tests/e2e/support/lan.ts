import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { installedBrowser } from '../../../.ci/browser.mjs';

/** One machine on the local network of an atelier. */
export interface LanPlace {
  readonly namespace: string;
  readonly host: string;
  /** A program that starts a browser on this machine. */
  readonly browser: (more?: readonly string[]) => string;
  /**
   * `unplugged`: the machine sees its network go, as when a phone leaves the Wi-Fi. `mute`: nothing passes any more and
   * nobody is told, as behind an access point that hangs.
   */
  readonly cut: (how: 'unplugged' | 'mute') => void;
  readonly restore: () => void;
  /** Whether a server answers from there, within a moment. */
  readonly reaches: (host: string, port: string) => boolean;
}

/** A switch with machines on it, a way out that leads nowhere, and no internet. */
export interface Lan {
  readonly place: (name: string) => LanPlace;
  readonly close: () => void;
}

const ip = (...words: readonly string[]): void => {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
};

/** Why there can be no networks of their own on this machine; null when there can. */
export function whyNoLan(): string | null {
  const lan = createLan('/nowhere', 't');
  try {
    lan.place('p');
    return null;
  } catch (error) {
    const [said = ''] = String(error instanceof Error ? error.message : error)
      .split('\n')
      .slice(-2);
    return `network namespaces are not allowed here: ${said.trim()}`;
  } finally {
    lan.close();
  }
}

/** `folder` takes the programs that start browsers. Names are this process's own: several tests may run at once. */
export function createLan(folder: string, sign = 'n'): Lan {
  const namespaces: string[] = [];
  const named = (name: string): string => `c${String(process.pid)}${sign}${name}`;
  const hub = named('hub');
  const inside = (namespace: string, ...words: readonly string[]): void => ip('netns', 'exec', namespace, ...words);

  function add(namespace: string): void {
    ip('netns', 'add', namespace);
    namespaces.push(namespace);
    inside(namespace, 'ip', 'link', 'set', 'lo', 'up');
  }
  function addHub(): void {
    if (namespaces.length > 0) return;
    add(hub);
    inside(hub, 'ip', 'link', 'add', 'br0', 'type', 'bridge');
    inside(hub, 'ip', 'addr', 'add', '10.77.0.1/24', 'dev', 'br0');
    inside(hub, 'ip', 'link', 'set', 'br0', 'up');
  }

  return {
    place(name) {
      addHub();
      const namespace = named(name);
      const host = `10.77.0.${String(namespaces.length + 1)}`;
      const port = `p${String(namespaces.length)}`;
      add(namespace);
      inside(hub, 'ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
      inside(hub, 'ip', 'link', 'set', port, 'master', 'br0');
      inside(hub, 'ip', 'link', 'set', port, 'up');
      inside(namespace, 'ip', 'addr', 'add', `${host}/24`, 'dev', 'eth0');
      inside(namespace, 'ip', 'link', 'set', 'eth0', 'up');
      inside(namespace, 'ip', 'route', 'add', 'default', 'via', '10.77.0.1');
      return {
        namespace,
        host,
        browser(more = []) {
          const path = join(folder, `browser-${name}.sh`);
          const program = [installedBrowser() ?? chromium.executablePath(), ...more].map((word) => `'${word}'`);
          writeFileSync(path, `#!/bin/sh\nexec ip netns exec ${namespace} ${program.join(' ')} "$@"\n`, {
            mode: 0o755,
          });
          return path;
        },
        cut(how) {
          if (how === 'unplugged') inside(hub, 'ip', 'link', 'set', port, 'down');
          else inside(hub, 'bridge', 'link', 'set', 'dev', port, 'state', '0');
        },
        restore() {
          inside(hub, 'ip', 'link', 'set', port, 'up');
          inside(hub, 'bridge', 'link', 'set', 'dev', port, 'state', '3');
        },
        reaches(server, at) {
          const knock = `timeout 1 bash -c '</dev/tcp/${server}/${at}'`;
          return spawnSync('ip', ['netns', 'exec', namespace, 'sh', '-c', knock], { stdio: 'ignore' }).status === 0;
        },
      };
    },
    close() {
      for (const namespace of namespaces.splice(0)) ip('netns', 'del', namespace);
    },
  };
}
