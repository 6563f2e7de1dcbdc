import { describe, expect, it } from 'vitest';
import { packageFile, REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';
import { checkLabFile } from '../../../lab/view/lab-file-check.ts';

describe('checkLabFile', () => {
  it('counts what a valid file has', () => {
    expect(checkLabFile(REFERENCE_LAB_FILE)).toEqual({
      file: REFERENCE_LAB_FILE,
      valid: true,
      lab: 'reference',
      nodes: 11,
      tunnels: 2,
      problems: [],
      warnings: [],
      labNotes: [],
      notes: [],
    });
  });

  it('collects everything that is wrong with another', () => {
    const check = checkLabFile(packageFile('tests/errors/many.yaml'));
    expect(check).toMatchObject({ valid: false, lab: null, nodes: 0, tunnels: 0 });
    expect(check.problems.length).toBeGreaterThan(1);
  });

  it('takes a file that is not there for a problem', () => {
    expect(checkLabFile('nowhere.yaml').problems).toMatchObject([{ what: 'does not exist' }]);
  });
});
