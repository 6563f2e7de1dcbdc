import { existsSync, statSync } from 'node:fs';
import { FILES } from '../topology/load.ts';
import { readFolder } from '../topology/router-config/folder.ts';
import { lintedRouter } from './linted-router.ts';
import type { LintedRouter } from './linted-router.ts';

/**
 * Reads the folder of a router: its files, and who may read them.
 * @throws {LabFileError} if it cannot be read, or has no file of a router.
 */
export function readRouterFolder(folder: string): LintedRouter {
  const files = readFolder(folder, FILES.list(folder), FILES.read);
  // What user data writes has no mode of its own in the folder.
  const there = files.files.filter(({ from }) => existsSync(from));
  const modes = new Map(there.map(({ from }) => [from, statSync(from).mode]));
  return lintedRouter(folder, files, modes);
}
