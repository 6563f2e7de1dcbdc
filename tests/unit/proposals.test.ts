import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { packageFile } from '../../lab/package-file.ts';
import { proposalsPage } from '../proposals/page.ts';
import { keyOf, readRecord } from '../proposals/record.ts';
import { predicted, TRIALS } from '../proposals/trials.ts';
import { formatted } from './formatted.ts';

// Negotiated by `make proposals`; tests/integration/proposals.test.ts negotiates some of it anew in every run.
const record = readRecord();

describe('the record of what was negotiated', () => {
  it('has every combination of both phases, with both IKE versions, at each endpoint', () => {
    expect(TRIALS).toHaveLength(2 * (4 * 4 * 12 + (2 * 4 + 2) * 13) * 3);
    expect([...record.keys()]).toEqual(TRIALS.map(keyOf));
  });

  it('is what the model predicts, each of it', () => {
    const other = TRIALS.filter((trial) => {
      const seen = record.get(keyOf(trial));
      const said = predicted(trial);
      return said === null ? seen === undefined || seen.includes('-') : seen !== said;
    });
    expect(
      other.map((trial) => `${keyOf(trial)}: ${record.get(keyOf(trial))}; predicted: ${predicted(trial)}`),
    ).toEqual([]);
  });

  it('is what docs/proposals.md says', async () => {
    const file = packageFile('docs/proposals.md');
    const text = await formatted(file, proposalsPage(record));
    await expect(text).toMatchFileSnapshot(file);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
