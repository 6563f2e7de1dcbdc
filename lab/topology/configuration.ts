import type { Problem } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import type { KeyPath } from './key-path.ts';
import { openNamed } from './named-file.ts';
import type { NamedFile, ReadFile } from './named-file.ts';
import type { Report } from './report.ts';
import type { ReadConfiguration } from './resolve.ts';
import { readRouterConfig } from './router-config/read-router-config.ts';
import type { YamlSource } from './source.ts';

/**
 * A reader of routers' own configuration files; the path of each is relative to the lab file that names it. Files that
 * cannot be read are reported at the key that names them; faults inside a file are collected in `faults`.
 */
export function configurationReader(
  source: YamlSource,
  readFile: ReadFile,
  report: Report,
  faults: Problem[],
): ReadConfiguration {
  return (customerGateway, { ipAddress, router }, tunnels) => {
    const { configuration } = router;
    if (configuration === undefined) return undefined;
    const open = (key: 'ipsecConf' | 'ipsecSecrets' | 'commands'): NamedFile | undefined => {
      const path: KeyPath = ['customerGateways', customerGateway, 'router', 'configuration', key];
      const { file } = source.locate(path, 'value');
      const rule = 'the path of a text file, relative to this lab file';
      const opened = openNamed(readFile, file, configuration[key], rule);
      if (!('what' in opened)) return opened;
      report(path, opened);
      return undefined;
    };
    const [ipsecConf, ipsecSecrets, commands] = [open('ipsecConf'), open('ipsecSecrets'), open('commands')];
    if (ipsecConf === undefined || ipsecSecrets === undefined || commands === undefined) return undefined;
    try {
      const { privateIpAddress } = router;
      return readRouterConfig(
        { ipsecConf, ipsecSecrets, commands },
        { ipAddress, privateIpAddress, tunnels },
      );
    } catch (error) {
      if (!(error instanceof LabFileError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
}
