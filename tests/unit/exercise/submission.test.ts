import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { classKey } from '../../../lab/exercise/class-key.ts';
import { readSubmission, signed } from '../../../lab/exercise/submission.ts';
import type { Submission } from '../../../lab/exercise/submission.ts';

const folder = mkdtempSync(join(tmpdir(), 's2s-submission-'));
const file = join(folder, 'submission.json');
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = '0123456789abcdef0123';
const CONTENT = {
  version: 1,
  exercise: '33-no-answer-from-aws',
  exerciseChecksum: 'abc',
  student: 'kim',
  startedAt: '2026-01-01T10:00:00.000Z',
  submittedAt: '2026-01-01T10:20:00.000Z',
  tries: 1,
  checks: 3,
  hints: 2,
  explained: 0,
  solved: false,
  points: 100,
  of: 100,
  items: [{ name: 'a', points: 100, verdict: 'passed', evidence: 'e', reason: null }],
  events: [{ at: '2026-01-01T10:00:00.000Z', did: 'start' }],
  files: {},
  nodes: [],
} satisfies Omit<Submission, 'checksum'>;

const handIn = (submission: object): void => writeFileSync(file, JSON.stringify(submission));

describe.each([
  ['without a key', null],
  ['signed with the key of the class', KEY],
])('a submission %s', (_, key) => {
  it('is read as it was handed in, whatever the order of its keys', () => {
    const submission = signed(CONTENT, key);
    handIn(Object.fromEntries(Object.entries(submission).reverse()));
    expect(readSubmission(file, key)).toEqual(submission);
  });

  it.each([
    { hints: 0 },
    { submittedAt: '2026-01-01T10:05:00.000Z' },
    { points: 90 },
    { student: 'lee' },
    { events: [] },
  ])('is refused once it says %o', (edit) => {
    handIn({ ...signed(CONTENT, key), ...edit });
    expect(() => readSubmission(file, key)).toThrow(/was edited/);
  });
});

it('of a class with a key is refused with a checksum that was made without it, or with another', () => {
  for (const other of [null, 'another key of a class']) {
    handIn(signed({ ...CONTENT, hints: 0 }, other));
    expect(() => readSubmission(file, KEY)).toThrow(/not signed with the key of this class/);
  }
});

it('is refused where it is no JSON, no submission, or not there', () => {
  writeFileSync(file, 'no');
  expect(() => readSubmission(file)).toThrow(/is not JSON/);
  handIn({ version: 2 });
  expect(() => readSubmission(file)).toThrow(/is not a submission/);
  expect(() => readSubmission(join(folder, 'none.json'))).toThrow(/cannot be read/);
});

describe('the key of a class', () => {
  it('lies in the folder that it shares, or where it is named', () => {
    expect(classKey()).toBeNull();
    vi.stubEnv('S2S_PROGRESS', folder);
    expect(classKey()).toBeNull();
    writeFileSync(join(folder, 'key'), `${KEY}\n`);
    expect(classKey()).toBe(KEY);
    vi.unstubAllEnvs();
    expect(classKey(join(folder, 'key'))).toBe(KEY);
  });

  it('has to be there where it is named, and long enough', () => {
    expect(() => classKey(join(folder, 'none'))).toThrow(/cannot be read \(ENOENT\)/);
    writeFileSync(join(folder, 'short'), 'abc\n');
    expect(() => classKey(join(folder, 'short'))).toThrow(/too short/);
  });
});
