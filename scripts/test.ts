/**
 * `make test`: the static checks beside the unit tests, then the live tests. A failed stage does not stop the next.
 * The last line is `N passed, N failed`, the sum over both test runs; the exit code is 1 when any stage failed.
 */
import { check, report, vitest } from './stages.ts';

await Promise.all([check('lint'), check('typecheck'), check('build'), vitest('unit tests', ['unit'])]);
await vitest('live tests', ['live', 'scenarios']);
report();
