import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asPredicted } from '../../lab/checks/as-predicted.ts';
import type { Check } from '../../lab/checks/check.ts';
import { judge } from '../../lab/checks/check.ts';
import { established } from '../../lab/checks/established.ts';
import { prints } from '../../lab/checks/prints.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { explain } from '../../lab/probe/explain.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { startLab } from './labs.ts';

const labFile = fileURLToPath(new URL('../fixtures/labs/two-routers-static.yaml', import.meta.url));
const [SERVER, HOST, ROUTER, ROUTER_2] = ['onprem-server', 'vpc-a-host', 'onprem-router', 'onprem-2-router'];

describe('two routers for one site with static routes, the second with files of its own', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab({ ...loadLab(labFile), name: 'it-two-routers' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const passes = async (check: Check) => expect(await judge(lab, check)).toMatchObject({ verdict: 'passed' });
  const hasVirtualAddress = (router: string) =>
    passes(prints(router, 'ip -4 -brief address show dev eth1', /10\.30\.128\.254/));
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
