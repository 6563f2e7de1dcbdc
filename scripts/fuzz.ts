/**
 * `make fuzz`: draws labs at random, predicts who reaches whom, brings each about on one running lab and compares, pair by
 * pair and with controls. A draw that differs is made as small as it can be, and saved as a lab file. `SEED` says which
 * draws, `RUNS` how many.
 */
import { startNew } from '../lab/lifecycle/converge.ts';
import { baseLab, fuzz } from '../tests/fuzz/compare.ts';

const { SEED = '', RUNS = '' } = process.env;
const seed = SEED === '' ? Date.now() % 2 ** 31 : Number(SEED);
const runs = RUNS === '' ? 100 : Number(RUNS);
const name = `fuzz-${process.pid}`;

console.log(`SEED=${seed} RUNS=${runs}`);
await using lab = await startNew(baseLab(name), { until: 'tunnels' });
let drawn = 0;
const began = performance.now();
const { draws, failed } = await fuzz(lab.name, {
  seed,
  runs,
  onDraw: (found) => {
    drawn += 1;
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    if (drawn % 10 === 0) console.log(`${drawn} labs in ${seconds} s`);
    if (found.length > 0) console.log(`lab ${drawn}: ${found.join('; ')}`);
  },
});
if (failed === null) {
  console.log(`${draws} labs drawn, every pair of hosts in each as predicted`);
} else {
  console.log(`Lab ${draws} differs from its prediction, at its smallest:`);
  for (const line of failed.differences) console.log(`  ${line}`);
  console.log(`It is saved: ${failed.labFile}`);
  process.exitCode = 1;
}
