import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabFileError } from '../../../lab/errors.ts';
import type { LabFiles } from '../../../lab/topology/named-file.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { referenceYaml } from './reference-yaml.ts';

/** A file system of the texts given, by their paths; null is a file that is not text. */
export function fileSystem(texts: Readonly<Record<string, string | null>>): LabFiles {
  const problem = (file: string, what: string): LabFileError => new LabFileError({ file, what });
  return {
    read: (path) => {
      const text = texts[path];
      if (text === undefined) throw problem(path, 'does not exist');
      if (text === null) throw problem(path, 'is not a text file');
      return text;
    },
    list: (folder) => {
      const below = Object.keys(texts).filter((path) => path.startsWith(`${folder}/`));
      if (below.length === 0) throw problem(folder, 'does not exist');
      return below.map((path) => path.slice(folder.length + 1)).sort();
    },
  };
}

export const fixture = (name: string, file: string): string =>
  readFileSync(join('tests/fixtures/routers', name, file), 'utf8');
export const filesOf = (name: string): Record<string, string> =>
  Object.fromEntries(
    ['ipsec.conf', 'ipsec.secrets', 'commands.sh'].map((file) => [
      `labs/router/${file}`,
      fixture(name, file),
    ]),
  );

/** The reference lab with some keys of its router in place of connections and routes. */
export const withRouter = (keys: string): string =>
  referenceYaml.replace(/ {6}connections:[^]*?(?= {4}hosts:)/, `      ${keys}\n`);
export const labOf = (texts: Record<string, string | null>, keys = 'files: router'): Lab =>
  parseLab(withRouter(keys), 'labs/lab.yaml', fileSystem(texts));
export const routerOf = (...given: Parameters<typeof labOf>) => labOf(...given).customerGateways[0]!.router;
export const tunnelsOf = (...given: Parameters<typeof labOf>) => labOf(...given).vpnConnections[0]!.tunnels;
export function problemsOf(...given: Parameters<typeof labOf>): string {
  try {
    labOf(...given);
  } catch (error) {
    if (error instanceof LabFileError) return error.message;
    throw error;
  }
  return '';
}

export const WALK_THROUGH = filesOf('route-src');
