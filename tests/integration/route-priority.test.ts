import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import { established } from '../../lab/checks/established.ts';
import { prints } from '../../lab/checks/prints.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { spread } from '../../lab/checks/spread.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { explain } from '../../lab/probe/explain.ts';
import { measureOutage } from '../../lab/probe/outage.ts';
import { modifyRouterBgp } from '../../lab/topology/edits/router.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Router } from '../../lab/topology/types.ts';
import { BUDGETS_MS, budgetFactor } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { neighbor } from '../unit/fixtures/bgp-lab.ts';
import { s2s } from '../s2s.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

const labFile = fileURLToPath(new URL('../fixtures/labs/route-priority.yaml', import.meta.url));
const [SERVER, HOST] = ['onprem-server', 'vpc-a-host'];

describe('the order of preference at a virtual private gateway, by packets', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab({ ...loadLab(labFile), name: 'it-route-priority' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  /** The gateway comes to send what is for the site there. */
  const sendsTo = async (node: string) => {
    const uses = prints('vgw', 'ip route get 10.30.141.20', new RegExp(`dev ${node} `));
    await mustPass(lab, uses);
  };

  /** What explain finds once the daemons have told each other. */
  const causeOnce = (code: string, from: string, to: string) =>
    until(
      async () => (await explain(lab, from, to)).cause,
      (cause) => cause?.code === code,
      { within: BUDGETS_MS.failover, everyMs: 100 },
    );

  it('is Direct Connect, then a static route of a VPN connection, then BGP of another', async () => {
    await mustPass(lab, established());
    await sendsTo('dx-1');
    await mustPass(lab, asPredicted());
    let link!: AsyncDisposable;
    // BFD finds a silent link dead after three times 300 ms.
    const failover = await measureOutage(lab, SERVER, HOST, async () => {
      link = await injectFault(lab, 'direct-connect-down', { virtualInterface: 'dx-1' });
      await sendsTo('tunnel-1');
    });
    expect(failover).toMatchObject({ after: { out: ['tunnel-1'], back: ['tunnel-1'] } });
    expect(failover.longestGapMs).toBeLessThan(5000 * budgetFactor());
    await mustPass(lab, reaches(HOST, SERVER));
    {
      await using one = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1', signal: 'TERM' });
      await using two = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-2', signal: 'TERM' });
      expect([one.text, two.text].join()).toContain('tunnel-2');
      await sendsTo('branch-1');
    }
    await sendsTo('tunnel-1');
    await mustPass(lab, reaches(HOST, SERVER));
    // Both ends bring the route before they use it.
    const failback = await measureOutage(lab, SERVER, HOST, async () => {
      await link[Symbol.asyncDispose]();
      await sendsTo('dx-1');
    });
    expect(failback.longestGapMs).toBeLessThan(1000 * budgetFactor());
  });

  it('has BFD at a router that is told of it while it runs', async () => {
    const withBfd = lab.definition;
    const becomes = async (bfd: boolean) => {
      const directConnectGateways = withBfd.directConnectGateways.map((gateway) => ({
        ...gateway,
        virtualInterfaces: gateway.virtualInterfaces.map((each) => ({ ...each, bfd })),
      }));
      await (await converge({ ...withBfd, directConnectGateways })).running.close();
    };
    await becomes(false);
    await mustRun(lab, 'onprem-router', 'pkill -x bfdd');
    await becomes(true);
    await mustPass(lab, established());
  });

  it('is shown by status, the gateway and the VPC each with where a route is from', async () => {
    const { out, code } = await s2s('status', lab.name);
    expect(out).toContain('Routes of vgw and of its VPC, live\n');
    const row = (...cells: readonly string[]) => expect(out).toMatch(new RegExp(`${cells.join(' +')}\n`));
    row('vgw', '10.10.0.0/16', 'local', 'vpc-a', 'in use');
    row('10.30.0.0/16', 'BGP', 'dxgw \\(dx-1\\)', 'in use');
    row('10.30.0.0/16', 'static', 'vpn \\(tunnel-1\\)', 'standby');
    row('10.40.0.0/16', 'BGP', 'branch-vpn \\(branch-1\\)', 'in use');
    row('vpc-a/vpc-a-private', '10.10.0.0/16', 'local', 'local', 'in use');
    row('10.30.0.0/16', 'propagated', 'vgw', 'in use');
    row('vpc-a/vpc-a-public', '10.10.0.0/16', 'local', 'local', 'in use');
    expect(code).toBe(0);
  });

  it('spreads nothing: there is no ECMP, though both tunnels bring the same, and the router uses both', async () => {
    await mustPass(lab, spread(HOST, 'branch-server', ['branch-1']));
    await mustPass(lab, spread('branch-server', HOST, ['branch-1', 'branch-2']));
  });

  it('is of no use to a route table that the gateway does not propagate into', async () => {
    const routeTable = 'vpc-a-private';
    await using fault = await injectFault(lab, 'disable-vgw-propagation', { routeTable, vpnGateway: 'vgw' });
    expect(fault.text).toContain(routeTable);
    expect(await causeOnce('NO_ROUTE_TO_DESTINATION', HOST, SERVER)).toMatchObject({
      code: 'NO_ROUTE_TO_DESTINATION',
      node: 'vpc-a',
      text: expect.stringContaining('vgw has one, and does not propagate it into vpc-a-private'),
    });
  });

  it('is the longer prefix before all, then the shorter AS_PATH, then the lower MED', async () => {
    const becomes = async (settings: Partial<Router['bgp']>) => {
      const { running } = await converge(
        modifyRouterBgp(lab.definition, { router: 'branch-router', settings }),
      );
      await running.close();
    };
    const networks = ['10.40.0.0/16', '10.30.141.0/24'];
    const over = (connection: string, given: object) => neighbor({ connection, networks, ...given });
    await becomes({ networks });
    await sendsTo('branch-1');
    await becomes({ networks, neighbors: [over('Tunnel1', { med: 10 })] });
    await sendsTo('branch-2');
    await becomes({
      networks,
      neighbors: [over('Tunnel1', { med: 10 }), over('Tunnel2', { asPathPrepend: 1 })],
    });
    await sendsTo('branch-1');
  });

  it('ends the session of a router that announces 101 prefixes, and leaves the tunnel up', async () => {
    await using fault = await injectFault(lab, 'prefix-flood', { router: 'branch-router' });
    expect(fault.text).toContain('101');
    const ended = prints('branch-1', 'birdc show protocols all customer', /limit/i);
    await mustPass(lab, ended);
    expect(await causeOnce('BGP_PREFIX_LIMIT', HOST, 'branch-server')).toMatchObject({
      code: 'BGP_PREFIX_LIMIT',
      text: expect.stringContaining('more than 100 prefixes'),
    });
  });
});
