/**
 * `make test`: the build, then the live tests, and beside them, in the time that these wait, the static checks and the unit
 * tests. A failed stage does not stop another. The last line is `N passed, N failed`, the sum over both test runs; the
 * exit code is 1 when any stage failed. With `ALL=1` the live tests of `tests/cases/` run, too.
 */
import { check, report, vitest, vitestAside } from './stages.ts';

const liveTests = process.env.ALL === '1' ? [] : ['tests/integration/'];

await check('build');
await Promise.all([
  vitest('live tests', ['live', 'scenarios'], liveTests),
  check('lint').then(() => check('typecheck')),
  vitestAside('unit tests', ['unit']),
]);
report();
