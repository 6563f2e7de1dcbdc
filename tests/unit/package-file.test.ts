import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { packageFile } from '../../lab/package-file.ts';

it('finds a file from the root of the package', () => {
  expect(JSON.parse(readFileSync(packageFile('package.json'), 'utf8'))).toMatchObject({ name: 's2s-lab' });
});
