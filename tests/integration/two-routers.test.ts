import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import type { Check } from '../../lab/checks/check.ts';
import { established } from '../../lab/checks/established.ts';
import { prints } from '../../lab/checks/prints.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { spread } from '../../lab/checks/spread.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { explain } from '../../lab/probe/explain.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { vrrpStates } from '../../lab/probe/vrrp-states.ts';
import { virtualAddressViews } from '../../lab/view/virtual-addresses.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { s2s } from '../s2s.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

const labFile = fileURLToPath(new URL('../fixtures/labs/two-routers-static.yaml', import.meta.url));
const [SERVER, PRINTER, HOST] = ['onprem-server', 'onprem-printer', 'vpc-a-host'];
const [ROUTER, ROUTER_2] = ['onprem-router', 'onprem-2-router'];

describe('two routers for one site with static routes, the second with files of its own', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab({ ...loadLab(labFile), name: 'it-two-routers' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const passes = (check: Check) => mustPass(lab, check);
  const hasVirtualAddress = (router: string) =>
    passes(prints(router, 'ip -4 -brief address show dev eth1', /10\.30\.128\.254/));
  /** Of both LANs. */
  const isHeldBy = async (...names: readonly string[]) => {
    const holders = async () =>
      virtualAddressViews(lab.definition, await vrrpStates(lab)).map(({ heldBy }) => heldBy.join(' '));
    const expected = names.join(' ');
    const seen = await until(holders, (all) => all.every((each) => each === expected), {
      within: BUDGETS_MS.failover,
      everyMs: 50,
    });
    expect(seen).toEqual([expected, expected]);
  };
  const gatewayUses = (tunnel: string) =>
    passes(prints('vgw', 'ip route get 10.30.141.20', new RegExp(`dev ${tunnel} `)));
  const nodesMet = async () =>
    (await explain(lab, SERVER, HOST)).hops.filter(({ verdict }) => verdict === 'ok').map(({ node }) => node);

  it('has the hosts and AWS use the first, as predicted', async () => {
    await passes(established());
    await hasVirtualAddress(ROUTER);
    await gatewayUses('tunnel-1');
    await passes(asPredicted());
    const nodes = await nodesMet();
    expect(nodes).toContain(ROUTER);
    expect(nodes).not.toContain(ROUTER_2);
  });

  it('has AWS spread nothing over the two connections, whose static routes are the same', async () => {
    await passes(spread(HOST, SERVER, ['tunnel-1']));
  });

  it('goes on by the second when the first is dead, in both directions', async () => {
    await using death = await injectFault(lab, 'kill-node', { node: ROUTER });
    expect(death.text).toContain(ROUTER);
    await hasVirtualAddress(ROUTER_2);
    await gatewayUses('tunnel-3');
    await passes(reaches(SERVER, HOST));
    const nodes = await nodesMet();
    expect(nodes).toContain(ROUTER_2);
    expect(nodes).not.toContain(ROUTER);
  });

  it.each([
    ['a packet filter that drops VRRP', 'block-vrrp', ROUTER_2],
    ['a keepalived that died', 'kill-keepalived', ROUTER],
  ] as const)('names a split brain, by %s', async (_, fault, router) => {
    // A keepalived that dies leaves its router what it has then.
    await isHeldBy(ROUTER);
    await using split = await injectFault(lab, fault, { router });
    expect(split.text).toContain(router);
    await isHeldBy(ROUTER, ROUTER_2);
    expect((await explain(lab, SERVER, HOST)).cause).toMatchObject({
      code: 'VRRP_SPLIT_BRAIN',
      node: router,
    });
  });

  it('names the switch of a LAN that is dead, in both directions; the other LAN goes on', async () => {
    await isHeldBy(ROUTER);
    await using death = await injectFault(lab, 'kill-node', { node: 'onprem-lan-2' });
    expect(death.text).toContain('onprem-lan-2');
    const dead = { code: 'NODE_NOT_RUNNING', node: 'onprem-lan-2' };
    expect((await explain(lab, PRINTER, HOST)).cause).toMatchObject(dead);
    expect((await explain(lab, HOST, PRINTER)).cause).toMatchObject(dead);
    await passes(reaches(SERVER, HOST));
  });

  it('is mended by up where a keepalived has died, which status says', async () => {
    await isHeldBy(ROUTER);
    await mustRun(
      lab,
      ROUTER,
      'pkill -TERM -x keepalived; while pgrep -x keepalived >/dev/null; do sleep 0.01; done',
    );
    const { out, code } = await s2s('status', lab.name);
    expect(out).toMatch(/onprem-router 100 \(keepalived does not run\)/);
    expect(code).toBe(1);
    const { running, changes } = await converge({ ...loadLab(labFile), name: lab.name });
    await running.close();
    const reason = 'its keepalived does not run';
    expect(changes).toEqual([{ node: ROUTER, action: 'restarted', reason }]);
    await passes(established());
  });

  it('comes to be whole again', async () => {
    await isHeldBy(ROUTER);
    await passes(asPredicted());
  });

  it('names the dead router, where a host asks for it', async () => {
    // It stays dead, and the lab is removed: what its owner has typed would be gone.
    await injectFault(lab, 'kill-node', { node: ROUTER_2 });
    await passes(reaches(SERVER, HOST));
    expect((await explain(lab, SERVER, ROUTER_2)).cause).toMatchObject({
      code: 'NODE_NOT_RUNNING',
      node: ROUTER_2,
    });
  });
});
