import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isolated } from '../../lab/checks/isolated.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import type { Matrix } from '../../lab/probe/matrix.ts';
import { tunnelStates } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { addTunnels } from '../unit/fixtures/changes.ts';
import { changedLab } from '../unit/fixtures/reference-lab.ts';
import { mustPass, startLab } from '../integration/labs.ts';

/** What is not as predicted, or not shown. */
const doubts = ({ cells }: Matrix): string[] =>
  cells
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ from, to, verdict, evidence }) => `${verdict}: ${from} -> ${to}: ${evidence}`);

// The model's own words on these labs: tests/unit/aws/field-cases.test.ts.
describe('every pair is seen to be answered, or dropped where the model says', () => {
  // In such an order that the lab of one becomes that of the next by few nodes made anew.
  it.each([
    ['one-vpc-routed', 'one-vpc-routed.yaml'],
    ['unused-vpn-gateway', 'unused-vpn-gateway.yaml'],
    ['vpn-gateway', 'vpn-gateway.yaml'],
    ['dynamic-routing', 'dynamic-routing.yaml'],
    ['narrow-selectors', 'narrow-selectors.yaml'],
    ['two-sites', 'two-sites.yaml'],
    ['several-lans', 'several-lans.yaml'],
    ['one-armed', 'one-armed.yaml'],
    ['public-address', 'public-address.yaml'],
    ['narrow-ipsec-conf', 'narrow-selectors-ipsec-conf/lab.yaml'],
    ['equal-vpcs', 'equal-vpcs.yaml'],
  ])('%s', async (name, file) => {
    const path = fileURLToPath(new URL(`../fixtures/labs/${file}`, import.meta.url));
    await using lab = await startLab({ ...loadLab(path), name: `it-${name}` });
    const seen = await matrix(lab);
    expect(doubts(seen)).toEqual([]);
    const { from, to } = seen.cells.findLast(({ expected }) => !expected.reachable)!;
    await mustPass(lab, isolated(from, to));
  });
});

it('an accelerated VPN connection has ESP in UDP without a NAT, and is rekeyed by the router alone', async () => {
  const path = fileURLToPath(new URL('../fixtures/labs/accelerated.yaml', import.meta.url));
  await using lab = await startLab({ ...loadLab(path), name: 'it-accelerated' });
  await mustPass(lab, reaches('onprem-server', 'vpc-a-host'));
  const listed = async (node: string): Promise<string> =>
    (await lab.node(node).run('swanctl --list-conns; swanctl --list-sas')).stdout;
  /** The numbers of the CHILD_SAs that AWS has, or has had a moment ago. */
  const newest = (text: string): number =>
    Math.max(...[...text.matchAll(/#(\d+), reqid/g)].map(([, number]) => Number(number)));
  const atAws = await listed('tunnel-1');
  expect(atAws.match(/no rekeying/g)).toHaveLength(2);
  expect(atAws).toMatch(/TUNNEL-in-UDP/);
  expect(atAws).not.toMatch(/rekeying in/);
  expect(await listed('onprem-router')).toMatch(/rekeying in/);
  await lab.node('onprem-router').run('swanctl --rekey --child Tunnel1');
  const newestThen = async () => newest(await listed('tunnel-1'));
  const isNewer = (number: number) => number > newest(atAws);
  expect(await until(newestThen, isNewer, { within: BUDGETS_MS.rekey })).toSatisfy(isNewer);
});

describe('tunnels of one router', () => {
  it.each([6, 20])('%i come up, and carry', async (count) => {
    const name = `it-${count}-tunnels`;
    await using lab = await startLab({ ...changedLab((draft) => addTunnels(draft, count)), name });
    const up = (await tunnelStates(lab)).filter(({ childSa }) => childSa?.state === 'INSTALLED');
    expect(up).toHaveLength(count);
    expect(doubts(await matrix(lab))).toEqual([]);
    await mustPass(lab, reaches('onprem-server', 'vpc-a-host', { via: 'tunnel-1' }));
  });
});
