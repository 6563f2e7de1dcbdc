import type { ServiceKind } from './service-kind.ts';

/** SSH in a node: a server that lets the owner of a key pair in, or a client that has the private key. */
export interface SshPlan {
  readonly kind: 'ssh';
  readonly at: 'server' | 'client';
  readonly keyName: string;
}

/** Where a node has its half of a key pair. */
export function keyPairFile(name: string, half: 'private' | 'public'): string {
  return `/etc/s2s/key-pairs/${name}${half === 'public' ? '.pub' : ''}`;
}

/** Hosts of a lab are new each time, so nobody knows their keys: the client takes what it meets first. */
const clientConfig = (keyName: string): string =>
  [
    'User ec2-user',
    `IdentityFile ${keyPairFile(keyName, 'private')}`,
    'IdentitiesOnly yes',
    'BatchMode yes',
    'ConnectTimeout 5',
    'StrictHostKeyChecking no',
    'UserKnownHostsFile /dev/null',
    'LogLevel ERROR',
  ]
    .map((line) => `${line}\n`)
    .join('');

/** The file that s2s-ssh starts sshd with, or that ssh reads (images/ssh). */
export const ssh: ServiceKind<SshPlan> = {
  program: 's2s-ssh',
  files: ({ at, keyName }) =>
    at === 'client'
      ? [{ path: '/etc/ssh/ssh_config.d/s2s.conf', content: clientConfig(keyName) }]
      : [{ path: '/etc/s2s/sshd.key', content: `${keyPairFile(keyName, 'public')}\n` }],
};

/** What a node is that has a half of a key pair; nothing without one. */
export function sshParts(keyName: string | null, at: SshPlan['at']) {
  if (keyName === null) return {};
  const half = at === 'client' ? ('private' as const) : ('public' as const);
  return {
    image: 'ssh' as const,
    services: [{ kind: 'ssh' as const, at, keyName }],
    keyPairs: [{ name: keyName, half }],
  };
}
