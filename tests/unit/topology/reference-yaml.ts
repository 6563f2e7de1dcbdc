import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The reference lab file, as written. */
export const referenceYaml = readFileSync(
  join(import.meta.dirname, '../../../scenarios/reference/lab.yaml'),
  'utf8',
);
