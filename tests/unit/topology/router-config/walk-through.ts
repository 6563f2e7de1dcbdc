import { readFileSync } from 'node:fs';
import { LabFileError } from '../../../../lab/errors.ts';
import type { Problem } from '../../../../lab/errors.ts';
import { readRouterConfig } from '../../../../lab/topology/router-config/read-router-config.ts';
import type { RouterConfig } from '../../../../lab/topology/router-config/read-router-config.ts';

const CONTEXT = {
  ipAddress: '3.36.6.148',
  privateIpAddress: '10.30.12.85',
  tunnels: [
    { name: 'tunnel-1', outsideIpAddress: '43.200.198.51' },
    { name: 'tunnel-2', outsideIpAddress: '43.203.78.35' },
  ],
};

interface Texts {
  readonly conf: string;
  readonly secrets: string;
  readonly commands: string;
}

const read = (name: string): string =>
  readFileSync(
    new URL(`../../../../scenarios/reference/walk-through/onprem/${name}`, import.meta.url),
    'utf8',
  );

/** The walk-through's own three files. */
export const WALK_THROUGH: Texts = {
  conf: read('ipsec.conf'),
  secrets: read('ipsec.secrets'),
  commands: read('commands.sh'),
};

/** Reads the walk-through's files with some of their text replaced. */
export function readWith(texts: Partial<Texts> = {}): RouterConfig {
  const { conf, secrets, commands } = { ...WALK_THROUGH, ...texts };
  return readRouterConfig(
    {
      ipsecConf: { file: 'ipsec.conf', text: conf },
      ipsecSecrets: { file: 'ipsec.secrets', text: secrets },
      commands: { file: 'commands.sh', text: commands },
    },
    CONTEXT,
  );
}

/** The faults of the walk-through's files with some of their text replaced; empty when there are none. */
export function faultsWith(texts: Partial<Texts>): readonly Problem[] {
  try {
    readWith(texts);
    return [];
  } catch (error) {
    if (error instanceof LabFileError) return error.faults;
    throw error;
  }
}

/** Replaces text that must be there, so that a test cannot outlive what it changes. */
export function replaced(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, to);
  if (result === text) throw new Error(`nothing to replace: ${from}`);
  return result;
}

/** Number of the line, from 1, in which `part` first stands. */
export function lineOf(text: string, part: string): number {
  return text.slice(0, text.indexOf(part)).split('\n').length;
}
