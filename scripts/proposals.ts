/**
 * `make proposals`: negotiates every combination of algorithms that AWS documents, in both phases, with IKEv1 and IKEv2, at
 * endpoints with AWS's defaults and with less, on one running lab, and writes the record that docs/proposals.md is made from.
 */
import { startNew } from '../lab/lifecycle/converge.ts';
import { loadLab } from '../lab/topology/load.ts';
import { REFERENCE_LAB_FILE } from '../lab/package-file.ts';
import { negotiateAll } from '../tests/proposals/negotiate-all.ts';
import { inRecord, writeRecord } from '../tests/proposals/record.ts';
import { predicted, TRIALS } from '../tests/proposals/trials.ts';

await using lab = await startNew(
  { ...loadLab(REFERENCE_LAB_FILE), name: `proposals-${process.pid}` },
  { until: 'tunnels' },
);
const began = performance.now();
const outcomes = await negotiateAll(lab, TRIALS);
const seconds = ((performance.now() - began) / 1000).toFixed(0);
writeRecord(outcomes);
const other = outcomes.filter(([trial, { chosen }]) => chosen !== predicted(trial));
for (const [trial, outcome] of other) {
  const { version, phase, endpoint, combination } = trial;
  console.log(
    `${version} phase ${phase}, ${endpoint}, ${combination}: ${inRecord(outcome)}; predicted: ${predicted(trial) ?? 'none'}`,
  );
}
const taken = outcomes.filter(([, { chosen }]) => chosen !== null).length;
console.log(
  `${outcomes.length} negotiations in ${seconds} s: ${taken} taken, ${outcomes.length - taken} refused, ${other.length} not as predicted`,
);
process.exitCode = other.length === 0 ? 0 : 1;
