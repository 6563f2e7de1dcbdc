/**
 * `make test`: the build, then the live tests, and beside them, in the time that these wait, the static checks and the unit
 * tests. A failed stage does not stop another. The last line is `N passed, N failed`, the sum over both test runs; the
 * exit code is 1 when any stage failed.
 */
import { check, report, vitest, vitestAside } from './stages.ts';

await check('build');
await Promise.all([
  vitest('live tests', ['live', 'scenarios']),
  check('lint').then(() => check('typecheck')),
  vitestAside('unit tests', ['unit']),
]);
report();
