import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { predict } from '../../../lab/aws/reachability.ts';
import { hosts } from '../../../lab/aws/hosts.ts';
import { isLiveChange } from '../../../lab/plan/live-change.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { overVersion } from '../../../lab/topology/graph/ip-versions.ts';
import { FILES } from '../../../lab/topology/load.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { draws, labFileOf } from '../../fuzz/draw.ts';
import type { Draw } from '../../fuzz/draw.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../fuzz');
const labOf = (draw: Draw): Lab => parseLab(labFileOf(draw, 'lab.yaml'), join(folder, 'draw.yaml'), FILES);

it('every drawn lab is valid, and one becomes another while its nodes run, on both data planes', () => {
  fc.assert(
    fc.property(draws, draws, (one, other) => {
      for (const plane of ['userspace', 'kernel'] as const) {
        const [before, after] = [one, other].map((draw) => planLab(labOf(draw), plane).nodes);
        const replaced = after!.filter((node, index) => !isLiveChange(before![index]!, node));
        expect(replaced.map(({ name }) => name)).toEqual([]);
      }
    }),
    { numRuns: 20, seed: 16 },
  );
});

it.each(['ipv4', 'ipv6'] as const)(
  'some pairs of hosts reach each other over %s, and some do not',
  (version) => {
    const seen = fc.sample(draws, { numRuns: 20, seed: 16 }).flatMap((draw) => {
      const lab = overVersion(labOf(draw), version);
      const names = hosts(lab).map(({ name }) => name);
      return names.flatMap((from) =>
        names.filter((to) => to !== from).map((to) => predict(lab, from, to).reachable),
      );
    });
    const share = seen.filter(Boolean).length / seen.length;
    // Many have no way whatever is drawn: between the sites, and between VPC A and the one at VPC B's gateway.
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.8);
  },
);
