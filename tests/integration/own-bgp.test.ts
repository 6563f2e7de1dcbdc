import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prints } from '../../lab/checks/prints.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { predict } from '../../lab/aws/reachability.ts';
import { explain } from '../../lab/probe/explain.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

const [ROUTER, ROUTER_2, SERVER, HOST] = ['onprem-router', 'onprem-2-router', 'onprem-server', 'vpc-a-host'];
const FILES = fileURLToPath(new URL('../fixtures/routers/frr', import.meta.url));

/** What the second router has where the first has something else: its addresses, and AWS's of its own VPN connection. */
const OF_SECOND: readonly (readonly [string, string])[] = [
  ['onprem-router', ROUTER_2],
  ['10.30.12.85', '10.30.28.85'],
  ['3.36.6.148', '3.36.6.149'],
  ['43.200.198.51', '43.200.198.61'],
  ['43.203.78.35', '43.203.78.45'],
  ['169.254.216.29', '169.254.200.29'],
  ['169.254.216.30', '169.254.200.30'],
  ['169.254.123.169', '169.254.201.169'],
  ['169.254.123.170', '169.254.201.170'],
];

/** The lines by which a router tells the other one of its site what it has learned from AWS, and nothing of the site. */
const internalSession = (peer: string): string => `bgp as-path access-list LEARNED permit .+
router bgp 65000
 neighbor ${peer} remote-as 65000
 neighbor ${peer} timers 1 3
 neighbor ${peer} timers connect 1
 address-family ipv4 unicast
  neighbor ${peer} next-hop-self
  neighbor ${peer} filter-list LEARNED out
 exit-address-family
`;

/** AWS is to prefer the first. */
const PREPENDED = `route-map SECOND permit 10
 set as-path prepend 65000
router bgp 65000
 address-family ipv4 unicast
  neighbor 169.254.200.29 route-map SECOND out
  neighbor 169.254.201.169 route-map SECOND out
 exit-address-family
`;

/** The files of one of two routers. */
function writeRouter(
  folder: string,
  frr: string,
  replaced: readonly (readonly [string, string])[] = [],
): string {
  for (const name of readdirSync(FILES)) {
    const text = readFileSync(join(FILES, name), 'utf8');
    const own = replaced.reduce((all, [one, other]) => all.replaceAll(one, other), text);
    writeFileSync(join(folder, name), name === 'frr.conf' ? own + frr : own);
  }
  return folder;
}

/** Types lines into the configuration of the first router's FRR, and has both directions looked at anew. */
const configured = (lab: StartedLab, ...lines: readonly string[]): Promise<string> =>
  configuredAt(lab, ROUTER, ...lines);

function configuredAt(lab: StartedLab, router: string, ...lines: readonly string[]): Promise<string> {
  const typed = ['configure terminal', ...lines, 'end', 'clear bgp * soft'].map((line) => `-c '${line}'`);
  return mustRun(lab, router, `vtysh ${typed.join(' ')}`);
}

/** Has the second router end its sessions with AWS, or begin them again. */
function secondSpeaks(lab: StartedLab, speaks: boolean): Promise<string> {
  const lines = ['169.254.200.29', '169.254.201.169'].map(
    (address) => `${speaks ? 'no ' : ''}neighbor ${address} shutdown`,
  );
  return configuredAt(lab, ROUTER_2, 'router bgp 65000', ...lines);
}

describe("BGP of a site with two routers of its owner's own, with FRR against BIRD", () => {
  let lab: StartedLab;
  const folders = [1, 2].map((n) => mkdtempSync(join(tmpdir(), `s2s-own-bgp-${n}-`)));
  beforeAll(async () => {
    const labFile = fileURLToPath(new URL('../fixtures/labs/own-bgp.yaml', import.meta.url));
    const routers = [
      { customerGateway: 'onprem', folder: writeRouter(folders[0]!, internalSession('10.30.128.2')) },
      {
        customerGateway: 'onprem-2',
        folder: writeRouter(folders[1]!, internalSession('10.30.128.1') + PREPENDED, OF_SECOND),
      },
    ];
    lab = await startLab({ ...loadLab(labFile, { routers }), name: 'it-own-bgp' });
    // What is wrong with the first alone is to be seen.
    await secondSpeaks(lab, false);
  });
  afterAll(async () => {
    for (const folder of folders) rmSync(folder, { recursive: true });
    await lab[Symbol.asyncDispose]();
  });

  const nodesMet = async () =>
    (await explain(lab, SERVER, HOST)).hops.filter(({ verdict }) => verdict === 'ok').map(({ node }) => node);

  /** What the first router's kernel has by internal BGP: FRR's routes have its metric, 20. */
  const heardFromPeer = async () => {
    await seeOwnRouters(lab);
    const routes = lab.definition.customerGateways[0]!.router.peerRoutes ?? [];
    return routes
      .filter(({ metric }) => metric === 20)
      .map(({ destinationCidrBlock, router }) => `${destinationCidrBlock} ${router}`);
  };

  it('is predicted by what AWS has learned, and carries packets', async () => {
    await seeOwnRouters(lab);
    const route = { destinationCidrBlock: '10.30.0.0/16', asPath: [65000], med: 0 };
    expect(lab.definition.customerGateways[0]?.router.bgp.seen).toEqual([
      { tunnel: 'tunnel-1', learned: [route] },
      { tunnel: 'tunnel-2', learned: [route] },
    ]);
    expect(predict(lab.definition, HOST, SERVER).reachable).toBe(true);
    await mustPass(lab, reaches(SERVER, HOST));
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
      { within: BUDGETS_MS.failover, everyMs: 100 },
    );
    expect(cause?.text).toMatch(text);
    const undo = line.startsWith('neighbor') ? 'neighbor 169.254.216.29 remote-as 64512' : `no ${line}`;
    await configured(lab, where!, undo, 'no neighbor 169.254.123.169 shutdown');
    await until(
      () => seeOwnRouters(lab).then(() => predict(lab.definition, HOST, SERVER).reachable),
      Boolean,
      { within: BUDGETS_MS.bgpEstablished },
    );
    await mustPass(lab, reaches(HOST, SERVER));
  });

  it('has the first send by the second, which it hears from by internal BGP, where its own tunnels are dead', async () => {
    await secondSpeaks(lab, true);
    const speaks = prints(ROUTER_2, 'ip route get 10.10.141.106', /dev Tunnel/);
    await mustPass(lab, speaks);
    expect(await heardFromPeer()).toEqual([]);
    expect(await nodesMet()).not.toContain(ROUTER_2);
    // They stay dead, and the lab is removed.
    for (const tunnel of ['tunnel-1', 'tunnel-2']) await injectFault(lab, 'kill-charon', { tunnel });
    const byPeer = prints(ROUTER, 'ip route get 10.10.141.106', /via 10\.30\.128\.2 dev eth1/);
    await mustPass(lab, byPeer);
    await mustPass(lab, reaches(SERVER, HOST));
    // Of two equally good paths FRR takes the older one.
    const nodes = await nodesMet();
    expect(nodes).toEqual(expect.arrayContaining([ROUTER, ROUTER_2]));
    expect(nodes.filter((name) => ['tunnel-3', 'tunnel-4'].includes(name))).not.toEqual([]);
    expect(await heardFromPeer()).toEqual([`10.10.0.0/16 ${ROUTER_2}`]);
    expect(predict(lab.definition, SERVER, HOST)).toMatchObject({
      reachable: true,
      path: expect.arrayContaining([ROUTER, ROUTER_2]) as string[],
    });
  });
});
