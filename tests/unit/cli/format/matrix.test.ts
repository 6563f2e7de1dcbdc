import { describe, expect, it } from 'vitest';
import { predict } from '../../../../lab/aws/reachability.ts';
import { formatMatrix } from '../../../../lab/cli/format/matrix.ts';
import type { MatrixCell } from '../../../../lab/probe/matrix.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { plain } from '../fixtures.ts';

const hosts = ['vpc-a-host', 'vpc-b-host', 'onprem-server'];

/** Every pair as the model predicts it. */
const cells = hosts.flatMap((from) =>
  hosts
    .filter((to) => to !== from)
    .map((to): MatrixCell => {
      const expected = predict(referenceLab, from, to);
      const answered = expected.reachable;
      const rttMs = answered ? 1.23 : null;
      return { from, to, expected, answered, rttMs, verdict: 'passed', evidence: 'as it should be' };
    }),
);

describe('formatMatrix', () => {
  it('shows answers with their time, and where the others are dropped', () => {
    expect(formatMatrix({ hosts, cells, verdict: 'passed' }, plain)).toMatchInlineSnapshot(`
      "Reachability: all 6 pairs as the lab file has them, 4 yes and 2 no (with the node that drops)
        from \\ to      vpc-a-host  vpc-b-host  onprem-server
        vpc-a-host     .           no (vpc-a)  yes 1.2 ms
        vpc-b-host     no (vpc-b)  .           yes 1.2 ms
        onprem-server  yes 1.2 ms  yes 1.2 ms  ."
    `);
  });

  it('marks what is not as expected, and gives the evidence below', () => {
    const [aToB, aToServer, bToA, ...others] = cells;
    const faulty: MatrixCell[] = [
      { ...aToB!, verdict: 'failed', answered: true, rttMs: 0.456, evidence: 'vpc-b-host answered, but' },
      { ...aToServer!, verdict: 'failed', answered: false, rttMs: null, evidence: 'no answer: 1 left' },
      { ...bToA!, verdict: 'inconclusive', evidence: 'vpc-b-host reached nothing else either' },
      ...others,
    ];
    expect(formatMatrix({ hosts, cells: faulty, verdict: 'failed' }, plain)).toMatchInlineSnapshot(`
      "Reachability: 3 of 6 pairs as the lab file has them, 2 failed, 1 inconclusive
        from \\ to      vpc-a-host   vpc-b-host           onprem-server
        vpc-a-host     .            FAILED: yes 0.46 ms  FAILED: no
        vpc-b-host     unclear: no  .                    yes 1.2 ms
        onprem-server  yes 1.2 ms   yes 1.2 ms           .

        failed  vpc-a-host -> vpc-b-host: vpc-b-host answered, but
                expected none: route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.20.139.27

        failed  vpc-a-host -> onprem-server: no answer: 1 left
                expected an answer by way of vpc-a-host, vpc-a, tgw, tunnel-1, onprem-router, onprem-server

        inconclusive  vpc-b-host -> vpc-a-host: vpc-b-host reached nothing else either
                expected none: route table vpc-b-private of subnet vpc-b-private-1 has no applicable route to 10.10.141.106"
    `);
  });

  it('shows no grid of a large lab, and the evidence of the first twenty pairs', () => {
    const many = Array.from({ length: 30 }, (_, index) => `host-${index}`);
    const all = many.map((to): MatrixCell => ({ ...cells[0]!, from: 'host', to, verdict: 'failed' }));
    const lines = formatMatrix({ hosts: many, cells: all, verdict: 'failed' }, plain).split('\n');
    expect(lines[0]).toBe('Reachability: 0 of 30 pairs as the lab file has them, 30 failed');
    expect(lines.filter((line) => line.includes('failed  host ->'))).toHaveLength(20);
    expect(lines.at(-1)).toBe('  10 more of them: s2s matrix --json --brief');
  });
});
