import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { connect } from '../../lab/engine/connect.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { readSubmission, signed } from '../../lab/exercise/submission.ts';
import { budgetFactor } from '../../lab/wait/budgets.ts';
import { s2s } from '../s2s.ts';

const BUDGET_MS = 240_000 * budgetFactor();
const KEY = 'a key of this class, 32 characters';
const LAB = 'ex-07-it-kim';
const OTHER = fileURLToPath(new URL('../fixtures/labs/vpc-alone.yaml', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 's2s-hand-in-'));
const work = join(folder, '07');
const file = join(work, 'submission.json');
const key = join(folder, 'key');
writeFileSync(key, `${KEY}\n`);

const exercise = (student: string, ...words: readonly string[]) =>
  s2s('exercise', ...words, '--student', student, '--progress', join(folder, `${student}.json`));

afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  await removeLab(await connect(), LAB);
  rmSync(folder, { recursive: true });
}, BUDGET_MS);

describe("an exercise whose solution is in the router's files", () => {
  it(
    'is started, solved, submitted, and graded the same in a new lab',
    async () => {
      await exercise('it-kim', 'start', '07', '--folder', work);
      await exercise('it-kim', 'hint', '07');
      await exercise('it-kim', 'solve', '07', '--yes');
      const { out, err } = await exercise('it-kim', 'submit', '07', '--key', key);
      expect(out).toContain('100 of 100 points');
      expect(err + out).toContain(`handed in as ${file}`);
      const submission = readSubmission(file, KEY);
      expect(submission).toMatchObject({ student: 'it-kim', hints: 1, solved: true, points: 100 });
      expect(Object.keys(submission.files)).toContain('onprem/commands.sh');
      const graded = await s2s('exercise', 'grade', file, '--key', key);
      expect(graded.code).toBe(0);
      expect(graded.out).toMatch(/it-kim 07-tunnel-interface: 100 of 100 points, 1 hint/);
      expect(graded.out).toContain('the same as the submission has');
    },
    BUDGET_MS,
  );

  it("does not score as another student's, and is refused once edited, or without the key", async () => {
    const own = readSubmission(file, KEY);
    const other = join(folder, 'other.json');
    writeFileSync(other, JSON.stringify(signed({ ...content(own), student: 'it-lee' }, KEY)));
    expect((await s2s('exercise', 'grade', other, '--key', key)).err).toMatch(
      /this is not the lab of student it-lee/,
    );
    writeFileSync(other, readFileSync(file, 'utf8').replace('"hints": 1', '"hints": 0'));
    expect((await s2s('exercise', 'grade', other, '--key', key)).err).toMatch(/was edited/);
    writeFileSync(other, JSON.stringify(signed({ ...content(own), hints: 0 }, null)));
    expect((await s2s('exercise', 'grade', other, '--key', key)).err).toMatch(/not signed with the key/);
  });
});

describe('a lab of the name of an exercise that is not the student’s', () => {
  it('is left alone by start, whoever asks', async () => {
    // The same ID on the same engine, and other progress: somebody else has taken it.
    const elsewhere = ['--student', 'it-kim', '--progress', join(folder, 'elsewhere.json')];
    const own = join(folder, 'elsewhere');
    expect((await s2s('exercise', 'start', '07', '--folder', own, ...elsewhere)).err).toMatch(
      /it is not yours[^]*progress is in .*it-kim\.json/,
    );
    expect(existsSync(own)).toBe(false);
    expect((await exercise('it-kim', 'check', '07')).out).toContain('points');
  });

  it(
    'is left alone where it was brought up by hand; the own one is started again once it is gone',
    async () => {
      await s2s('down', LAB);
      await s2s('up', OTHER, '--name', LAB);
      const refused = await exercise('it-kim', 'start', '07');
      expect(refused).toMatchObject({ code: 2, out: '' });
      expect(refused.err).toMatch(/it is not yours[^]*brought up from .*labs\/vpc-alone\.yaml[^]*s2s down/);
      expect((await exercise('it-kim', 'check', '07')).err).toContain(
        'is not the one that the exercise has started',
      );
      expect((await exercise('it-kim', 'reset', '07', '--yes')).err).toContain('it is not yours');
      expect((await s2s('list')).out).toContain(LAB);
      await s2s('down', LAB);
      // A lab that does not come up costs nothing of the progress either.
      const labFile = join(work, 'lab.yaml');
      const text = readFileSync(labFile, 'utf8');
      writeFileSync(labFile, text.replace('vpcs:', 'vcps:'));
      expect((await exercise('it-kim', 'start', '07')).err).toMatch(/lab\.yaml:\d+[^]*vcps/);
      writeFileSync(labFile, text);
      const { out } = await exercise('it-kim', 'start', '07');
      expect(out).toContain('is up again; nothing of your progress is lost');
      expect((await exercise('it-kim', 'status', '07')).out).toMatch(/1 of 3|hints/);
    },
    BUDGET_MS,
  );
});

const content = ({ checksum: _, ...rest }: ReturnType<typeof readSubmission>) => rest;
