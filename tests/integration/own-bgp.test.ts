import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { judge } from '../../lab/checks/check.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { predict } from '../../lab/aws/reachability.ts';
import { explain } from '../../lab/probe/explain.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { mustRun, startLab } from './labs.ts';

const [ROUTER, SERVER, HOST] = ['onprem-router', 'onprem-server', 'vpc-a-host'];

/** Types lines into the configuration of the router's FRR, and has both directions looked at anew. */
function configured(lab: StartedLab, ...lines: readonly string[]): Promise<string> {
  const typed = ['configure terminal', ...lines, 'end', 'clear bgp * soft'].map((line) => `-c '${line}'`);
  return mustRun(lab, ROUTER, `vtysh ${typed.join(' ')}`);
}

describe("BGP of an owner's own router, with FRR against BIRD", () => {
  let lab: StartedLab;
  beforeAll(async () => {
    const folder = fileURLToPath(new URL('../fixtures/routers/frr', import.meta.url));
    const labFile = fileURLToPath(new URL('../../scenarios/bgp/bgp-failover/lab.yaml', import.meta.url));
    lab = await startLab({
      ...loadLab(labFile, { routers: [{ customerGateway: null, folder }] }),
      name: 'it-own-bgp',
    });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  it('is predicted by what AWS has learned, and carries packets', async () => {
    await seeOwnRouters(lab);
    const route = { destinationCidrBlock: '10.30.0.0/16', asPath: [65000], med: 0 };
    expect(lab.definition.customerGateways[0]?.router.bgp.seen).toEqual([
      { tunnel: 'tunnel-1', learned: [route] },
      { tunnel: 'tunnel-2', learned: [route] },
    ]);
    expect(predict(lab.definition, HOST, SERVER).reachable).toBe(true);
    expect(await judge(lab, reaches(SERVER, HOST))).toMatchObject({ verdict: 'passed' });
  });

  it('is shown at each end by the command of its daemon', async () => {
    expect(await mustRun(lab, 'tunnel-1', 'birdc show protocols')).toMatch(/BGP .* Established/);
    expect(await mustRun(lab, ROUTER, "vtysh -c 'show bgp summary'")).toMatch(/169\.254\.216\.29 .* 64512 /);
    expect(await mustRun(lab, ROUTER, "vtysh -c 'show ip route bgp'")).toContain('10.10.0.0/16');
  });

  it.each([
    [
      'a network that its table has not',
      ['router bgp 65000'],
      'bgp network import-check',
      /it has no such route itself/,
    ],
    ['no policy', ['router bgp 65000'], 'bgp ebgp-requires-policy', /ebgp-requires-policy/],
    [
      'another ASN expected of AWS',
      ['router bgp 65000'],
      'neighbor 169.254.216.29 remote-as 64999',
      /expects ASN 64999/,
    ],
  ])('is explained where it has %s', async (_, [where], line, text) => {
    await configured(lab, where!, line);
    // One of two sessions is enough to reach the site.
    await configured(lab, where!, 'neighbor 169.254.123.169 shutdown');
    const cause = await until(
      async () => (await explain(lab, HOST, SERVER)).cause,
      (found) => text.test(found?.text ?? ''),
      { within: BUDGETS_MS.failover },
    );
    expect(cause?.text).toMatch(text);
    const undo = line.startsWith('neighbor') ? 'neighbor 169.254.216.29 remote-as 64512' : `no ${line}`;
    await configured(lab, where!, undo, 'no neighbor 169.254.123.169 shutdown');
    await until(
      () => seeOwnRouters(lab).then(() => predict(lab.definition, HOST, SERVER).reachable),
      Boolean,
      { within: BUDGETS_MS.bgpEstablished },
    );
    expect(await judge(lab, reaches(HOST, SERVER))).toMatchObject({ verdict: 'passed' });
  });
});
