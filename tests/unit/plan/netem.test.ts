import { expect, it } from 'vitest';
import { filesOf } from '../../../lab/plan/files.ts';
import { netemCommand } from '../../../lab/plan/netem.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';

const NOTHING = { delayMs: 0, jitterMs: 0, lossPercent: 0, rateMbps: 0 };

it.each([
  [{ delayMs: 20 }, 'limit 10000 delay 20ms'],
  [{ delayMs: 20, jitterMs: 0.5 }, 'limit 10000 delay 20ms 0.5ms'],
  [{ lossPercent: 1 }, 'limit 10000 loss 1%'],
  [{ rateMbps: 100 }, 'rate 100mbit'],
  [{ delayMs: 20, jitterMs: 2, lossPercent: 0.1, rateMbps: 2.5 }, 'delay 20ms 2ms loss 0.1% rate 2.5mbit'],
])('%j is netem %s', (given, options) => {
  expect(netemCommand('eth0', { ...NOTHING, ...given })).toBe(`qdisc replace dev eth0 root netem ${options}`);
});

it.each(['kernel', 'userspace'] as const)('on the %s data plane both ends of a link have it', (plane) => {
  const lab = changedLab(({ links }) => {
    links.push({ ...NOTHING, between: ['onprem-igw', 'internet'], delayMs: 20, lossPercent: 1 });
    links.push({ ...NOTHING, between: ['tgw', 'vpc-a'], rateMbps: 100 });
  });
  const files = planLab(lab, plane).nodes.flatMap((node) =>
    filesOf(node)
      .filter(({ path }) => path.endsWith('.tc'))
      .map(({ path, content }) => `${node.name} ${path}: ${content.trimEnd()}`),
  );
  expect(files.toSorted()).toEqual([
    'internet /etc/s2s/links/onprem-igw.tc: qdisc replace dev onprem-igw root netem limit 10000 delay 20ms loss 1%',
    'onprem-igw /etc/s2s/links/wan.tc: qdisc replace dev wan root netem limit 10000 delay 20ms loss 1%',
    'tgw /etc/s2s/links/att-vpc-a.tc: qdisc replace dev att-vpc-a root netem rate 100mbit',
    'vpc-a /etc/s2s/links/tgw.tc: qdisc replace dev tgw root netem rate 100mbit',
  ]);
  const others = planLab(referenceLab, plane).nodes.flatMap(filesOf);
  expect(others.filter(({ path }) => path.endsWith('.tc'))).toEqual([]);
});
