import type { Problem } from '../errors.ts';
import { LabFileError } from '../errors.ts';
import type { KeyPath } from './key-path.ts';
import { openNamed, pathFrom, unreadable } from './named-file.ts';
import type { LabFiles } from './named-file.ts';
import type { Report } from './report.ts';
import type { ReadOwnRouter } from './resolve.ts';
import { cleaned } from './router-config/clean-text.ts';
import { readFolder } from './router-config/folder.ts';
import { readRouter } from './router-config/own-router.ts';
import { SCRIPT_PATH } from './router-config/router-files.ts';
import type { RouterFiles, SourceText } from './router-config/router-files.ts';
import type { RawRouter } from './objects/customer-gateway/resolve.ts';
import type { YamlSource } from './source.ts';
import type { RouterNote } from './types.ts';

/** Where the three files of `configuration` lie in the router. */
const CONFIGURATION = {
  ipsecConf: '/etc/ipsec.conf',
  ipsecSecrets: '/etc/ipsec.secrets',
  commands: SCRIPT_PATH,
} as const;

const NOTHING: RouterFiles = { files: [], script: null, notes: [] };

/**
 * A reader of what routers have of their owners' own: a folder, three files, an image; paths are relative to the lab file
 * that names them. What cannot be read is reported at the key that names it; problems of the files themselves are collected
 * in `problems`.
 */
export function ownRouterReader(reading: Reading, problems: Problem[]): ReadOwnRouter {
  return (customerGateway, { ipAddress, router }, tunnels) => {
    const { privateIpAddress, image = null } = router;
    if (!isOwn(router)) return undefined;
    const at: KeyPath = ['customerGateways', customerGateway, 'router'];
    try {
      const read = reading.brought.get(customerGateway) ?? filesOf(router, at, reading);
      return read && readRouter(read, image, { ipAddress, privateIpAddress, tunnels });
    } catch (error) {
      if (!(error instanceof LabFileError)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
}

/** Whether the router is its owner's own in whole or in part. */
function isOwn({ files, configuration, image }: RawRouter): boolean {
  return files !== undefined || configuration !== undefined || image !== undefined;
}

/** What routers' files are read from. */
interface Reading {
  /** The lab file, which names them. */
  readonly source: YamlSource;
  readonly files: LabFiles;
  readonly report: Report;
  /** Files of routers that are brought along, by customer gateway: what the lab file names does not count. */
  readonly brought: ReadonlyMap<string, RouterFiles>;
}

/** What the lab file names; undefined after a problem. */
function filesOf(router: RawRouter, at: KeyPath, reading: Reading): RouterFiles | undefined {
  if (router.files !== undefined) return folderOf(router.files, [...at, 'files'], reading);
  if (router.configuration === undefined) return NOTHING;
  return configurationOf(router.configuration, [...at, 'configuration'], reading);
}

function folderOf(path: string, at: KeyPath, { source, files, report }: Reading): RouterFiles | undefined {
  const folder = pathFrom(source.locate(at, 'value').file, path);
  let names: readonly string[];
  try {
    names = files.list(folder);
  } catch (error) {
    report(at, unreadable(error, path, 'the path of a folder, relative to this lab file'));
    return undefined;
  }
  return readFolder(folder, names, files.read);
}

function configurationOf(
  named: NonNullable<RawRouter['configuration']>,
  at: KeyPath,
  { source, files, report }: Reading,
): RouterFiles | undefined {
  const notes: RouterNote[] = [];
  const opened = Object.entries(CONFIGURATION).map(([name, path]): SourceText | null => {
    const key = name as keyof typeof CONFIGURATION;
    const { file } = source.locate([...at, key], 'value');
    const rule = 'the path of a text file, relative to this lab file';
    const found = openNamed(files.read, file, named[key], rule);
    if (!('what' in found)) return cleaned({ path, from: found.file, text: found.text }, notes);
    report([...at, key], found);
    return null;
  });
  const texts = opened.filter((each) => each !== null);
  if (texts.length < opened.length) return undefined;
  const script = texts.find(({ path }) => path === SCRIPT_PATH) ?? null;
  return { files: texts.filter((each) => each !== script), script, notes };
}
