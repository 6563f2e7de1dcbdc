/**
 * `npm run breaks`: shows that the tests can fail. One room of `lab/` after the other gets a deliberate mistake, and the
 * smallest test that has to see it is run: in packets where the row says `live`. The files are as before afterwards; they
 * must have no changes that are not committed. The exit code is 1 when a mistake goes unseen.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { $ } from 'zx';

interface Break {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly project: 'unit' | 'live';
  readonly test: string;
  /** Of that file, only tests whose name has this. */
  readonly named?: string;
}

const BREAKS: readonly Break[] = [
  {
    file: 'lab/aws/lookup.ts',
    right: 'prefixLength(b.destinationCidrBlock) - prefixLength(a.destinationCidrBlock)',
    wrong: 'prefixLength(a.destinationCidrBlock) - prefixLength(b.destinationCidrBlock)',
    project: 'unit',
    test: 'tests/unit/aws/lookup.test.ts',
  },
  {
    file: 'lab/ike/current-sas.ts',
    right: "ikeSa?.state === 'ESTABLISHED' && childSa !== null",
    wrong: "ikeSa?.state === 'ESTABLISHED'",
    project: 'unit',
    test: 'tests/unit/ike/current-sas.test.ts',
  },
  {
    file: 'lab/probe/verdict.ts',
    right: 'return failed(`${to} answered, but',
    wrong: 'return passed(`${to} answered, but',
    project: 'unit',
    test: 'tests/unit/probe/verdict.test.ts',
  },
  {
    file: 'lab/engine/converge.ts',
    right: "status.startsWith('Exited (78)')",
    wrong: "status.startsWith('Exited (79)')",
    project: 'unit',
    test: 'tests/unit/engine/converge.test.ts',
  },
  {
    file: 'lab/plan/nodes/vpc-router.ts',
    right: 'TTL --ttl-inc 1',
    wrong: 'TTL --ttl-inc 2',
    project: 'live',
    test: 'tests/integration/reference-lab.test.ts',
    named: 'shows TTL 63',
  },
];

/** Whether the tests of a row fail with its mistake; they have to run: tests that cannot be found fail, too. */
async function isSeen({ file, right, wrong, project, test, named = '' }: Break): Promise<boolean> {
  const source = await readFile(file, 'utf8');
  if (source.split(right).length !== 2) throw new Error(`${file}: not once in it: ${right}`);
  await writeFile(file, source.replace(right, wrong));
  try {
    const run = $({ nothrow: true, quiet: true });
    const { exitCode, stdout } = await run`npx vitest run --project ${project} ${test} -t ${named}`;
    return exitCode === 1 && stdout.includes(' failed') && !/No test files found|Failed Suites/.test(stdout);
  } finally {
    await writeFile(file, source);
  }
}

await $`git diff --quiet HEAD -- lab`;
for (const each of BREAKS) {
  const seen = await isSeen(each);
  console.log(`${seen ? 'seen  ' : 'UNSEEN'}  ${each.file}: ${each.wrong}`);
  if (!seen) process.exitCode = 1;
}
