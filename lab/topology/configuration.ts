import { dirname, join } from 'node:path';
import type { Fault } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import type { KeyPath } from './key-path.ts';
import type { Report } from './report.ts';
import type { ReadConfiguration } from './resolve.ts';
import { readRouterConfig } from './router-config/read-router-config.ts';

/** Reads a file by its path relative to the lab file; throws where it cannot. */
export type ReadSibling = (relativePath: string) => string;

/**
 * A reader of routers' own configuration files. Files that cannot be read are reported at the key that names them;
 * faults inside a file are collected in `faults`.
 */
export function configurationReader(
  labFile: string,
  readSibling: ReadSibling,
  report: Report,
  faults: Fault[],
): ReadConfiguration {
  return (customerGateway, { ipAddress, router }, tunnels) => {
    const { configuration } = router;
    if (configuration === undefined) return undefined;
    const open = (
      key: 'ipsecConf' | 'ipsecSecrets' | 'commands',
    ): { file: string; text: string } | undefined => {
      const path: KeyPath = ['customerGateways', customerGateway, 'router', 'configuration', key];
      const value = configuration[key];
      try {
        return { file: join(dirname(labFile), value), text: readSibling(value) };
      } catch (error) {
        const why = error instanceof LabFileError ? error.faults[0]?.what : undefined;
        const rule = 'the path of a text file, relative to the lab file';
        report(path, { what: why ?? 'names a file that cannot be read', value, rule });
        return undefined;
      }
    };
    const [ipsecConf, ipsecSecrets, commands] = [open('ipsecConf'), open('ipsecSecrets'), open('commands')];
    if (ipsecConf === undefined || ipsecSecrets === undefined || commands === undefined) return undefined;
    try {
      const { privateIpAddress } = router;
      const config = readRouterConfig(
        { ipsecConf, ipsecSecrets, commands },
        { ipAddress, privateIpAddress, tunnels },
      );
      const { connections, routes, tunnelInterface, clampMss } = config;
      return { connections, routes, tunnelInterface, clampMss };
    } catch (error) {
      if (!(error instanceof LabFileError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
}
