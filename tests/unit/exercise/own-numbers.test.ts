import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exerciseNames } from '../../../lab/exercise/courses.ts';
import { findExercise } from '../../../lab/exercise/find.ts';
import { editFiles, labFileOf, writeFirstFiles } from '../../../lab/exercise/folder.ts';
import { firstLab, numbersOf, requireOwnNumbers } from '../../../lab/exercise/own-numbers.ts';
import { workOf } from '../../../lab/exercise/work.ts';
import type { Work } from '../../../lab/exercise/work.ts';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const common = (work: Work, lab: Lab): boolean =>
  [...numbersOf(firstLab(work)).keys()].some((object) => numbersOf(lab).has(object));

describe.each(exerciseNames())('%s', (name) => {
  it("takes a student's own solution, and not what another has solved", async () => {
    const exercise = await findExercise(name);
    const [kim, lee, nobody] = ['kim', 'lee', null].map((student) => workOf(exercise, student)) as [
      Work,
      Work,
      Work,
    ];
    const folder = mkdtempSync(join(tmpdir(), 's2s-own-'));
    try {
      writeFirstFiles(kim, folder);
      expect(numbersOf(firstLab(kim))).toEqual(numbersOf(loadLab(labFileOf(folder))));
      editFiles(kim, folder, kim.task.solution);
      const solved = loadLab(labFileOf(folder));
      requireOwnNumbers(kim, solved);
      requireOwnNumbers(nobody, solved);
      if (common(lee, solved)) {
        expect(() => requireOwnNumbers(lee, solved)).toThrow(
          /is not the lab of student lee[^]*lee has [\d.]+/,
        );
      } else {
        // All of it is the student's own making: the items ask for the student's own addresses.
        const verdicts = lee.task.items.map(({ check }) =>
          check.observe({ definition: solved } as StartedLab),
        );
        expect((await Promise.all(verdicts)).map(({ verdict }) => verdict)).toContain('failed');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
