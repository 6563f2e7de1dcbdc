import { fileURLToPath } from 'node:url';

/**
 * A file or folder of the package (`images/`, `scenarios/…`) as an absolute path. This file lies one folder below the
 * package's root, and so does the chunk of dist/ that it is built into (scripts/build.ts).
 */
export function packageFile(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

/** Whether the package runs from its source: what understands TypeScript has been set up then. */
export const FROM_SOURCE = import.meta.url.endsWith('.ts');

/**
 * The reference lab's file, as it comes with the package: two VPCs, a Transit Gateway, one site. A lab file of one's own
 * extends it as `node_modules/s2s-lab/scenarios/reference/lab.yaml`, by its path from there.
 */
export const REFERENCE_LAB_FILE = packageFile('scenarios/reference/lab.yaml');
