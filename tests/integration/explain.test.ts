import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { undoAllFaults } from '../../lab/faults/undo.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { interfacesOf } from '../../lab/diagnosis/kernel/interfaces.ts';
import { lookUp } from '../../lab/diagnosis/kernel/lookup.ts';
import type { RouteAnswer } from '../../lab/diagnosis/kernel/lookup.ts';
import type { RoutedPacket } from '../../lab/diagnosis/kernel/rules.ts';
import type { KernelState } from '../../lab/diagnosis/observation.ts';
import type { Diagnosis } from '../../lab/diagnosis/diagnosis.ts';
import { explain } from '../../lab/probe/explain.ts';
import { observe } from '../../lab/probe/observe/observe.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { packagedFolder } from '../../lab/scenario/themes.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { until } from '../../lab/wait/until.ts';
import { A, B, cure, ROUTER, SERVER } from './explained.ts';
import { answered, mustRun, referenceLab, startLab } from './labs.ts';

/** Addresses of all kinds of places: hosts of each network, inside one tunnel, the Internet. */
const PLACES: readonly string[] = [
  ...['10.10.141.106', '10.20.139.27', '10.30.141.20', '10.30.12.85', '169.254.216.29', '8.8.8.8'],
];

/** The node's own packets to those, and packets between them that come in by any of its interfaces. */
function packetsAt(kernel: KernelState): RoutedPacket[] {
  const own = PLACES.map((destination) => ({ source: null, destination, incoming: null }));
  const incoming = interfacesOf(kernel).flatMap(({ name, state }) =>
    name === 'lo' || state !== 'up' ? [] : [name],
  );
  const others = incoming.flatMap((each) =>
    PLACES.flatMap((source) =>
      PLACES.flatMap((destination) =>
        source === destination ? [] : [{ source, destination, incoming: each }],
      ),
    ),
  );
  return [...own, ...others];
}

/** Prints a line: JSON, or why the kernel has no route. */
function askKernel({ source, destination, incoming }: RoutedPacket): string {
  const how = incoming === null ? '' : ` from ${source} iif ${incoming}`;
  return `ip -j -4 route get ${destination}${how} 2>&1 | tr -d '\\n'; echo`;
}

/** The packet itself is refused: by its source's address, or by the filter of reverse paths. */
const REFUSED = /Invalid argument|Invalid cross-device link/;

function readAnswer(answer: string): Pick<RouteAnswer, 'dev' | 'via' | 'isLocal'> {
  if (!answer.startsWith('[{')) {
    expect(answer).toMatch(/unreachable|No route to host/);
    return { dev: null, via: null, isLocal: false };
  }
  const [{ type, dev, gateway = null }] = JSON.parse(answer) as [
    { readonly type?: string; readonly dev: string; readonly gateway?: string },
  ];
  const isLocal = type === 'local';
  return { isLocal, ...(isLocal ? { dev: null, via: null } : { dev, via: gateway }) };
}

describe('in the reference lab', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(referenceLab('it-explain'));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it('follows a packet that is answered through every hop', async () => {
    const result = await explain(lab, SERVER, A);
    expect(result).toMatchObject({ answered: true, cause: null });
    expect(result.hops.every(({ verdict }) => verdict === 'ok')).toBe(true);
    expect([...new Set(result.hops.map(({ leg, node }) => `${leg} ${node}`))]).toEqual([
      ...[SERVER, ROUTER, 'tunnel-1', 'tgw', 'vpc-a', A].map((node) => `forward ${node}`),
      ...[A, 'vpc-a', 'tgw', 'tunnel-1', ROUTER, SERVER].map((node) => `return ${node}`),
    ]);
  });

  it('leaves nothing behind', async () => {
    await explain(lab, A, B);
    for (const { name } of lab.plan.nodes) {
      expect(await mustRun(lab, name, 'nft list tables; ls /tmp')).not.toContain('s2s_explain');
    }
  });

  it('reckons the route of a packet as the kernel of its node does', async () => {
    const { nodes } = await observe(lab);
    const asked = await Promise.all(
      lab.plan.nodes.map(async ({ name }) => {
        const packets = packetsAt(nodes[name]!.kernel!);
        const answers = await mustRun(lab, name, packets.map(askKernel).join('\n'));
        return answers
          .trimEnd()
          .split('\n')
          .map((answer, index) => ({ name, packet: packets[index]!, answer }));
      }),
    );
    const compared = asked.flat().filter(({ answer }) => !REFUSED.test(answer));
    const kernel = compared.map(({ name, packet, answer }) => ({ name, packet, ...readAnswer(answer) }));
    const reckoned = compared.map(({ name, packet }) => {
      const { dev, via, isLocal } = lookUp(nodes[name]!.kernel!, packet);
      return { name, packet, isLocal, ...(isLocal ? { dev: null, via: null } : { dev, via }) };
    });
    expect(reckoned).toEqual(kernel);
    // The kernel has to have answered for packets that come in, too, on every node that forwards.
    const forwarding = new Set(kernel.flatMap(({ name, packet }) => (packet.incoming === null ? [] : name)));
    expect([...forwarding]).toEqual(
      expect.arrayContaining([ROUTER, 'tunnel-1', 'tunnel-2', 'tgw', 'vpc-a', 'internet']),
    );
  });

  it('names what the lab file forbids, too', async () => {
    const { cause, expected } = await explain(lab, A, B);
    expect(cause).toMatchObject({ code: 'NO_ROUTE_TO_DESTINATION', node: 'vpc-a' });
    expect(expected).toMatchObject({ reachable: false, reason: 'NO_ROUTE_TO_DESTINATION' });
  });

  it('tries a TCP port as well, where a refusal is an answer', async () => {
    const tcpPort = 22;
    const closed = await explain(lab, A, SERVER, { tcpPort });
    expect(closed).toMatchObject({ sent: 1, answered: true, tcpPort: 'refused', cause: null });
    const { cause } = await explain(lab, SERVER, A, { tcpPort });
    expect(cause).toMatchObject({ code: 'ENI_SG_RULES_MISMATCH', node: 'vpc-a' });
    expect(cause!.text).toContain('no inbound rule for tcp port 22');
  });

  it('tells the route that stays on a dead tunnel from why the tunnel is dead', async () => {
    await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
    const { hops } = await explain(lab, SERVER, A);
    expect(hops.flatMap(({ code }) => code ?? [])).toEqual([
      'ROUTE_INTO_DEAD_TUNNEL',
      'TUNNEL_DOWN_IKE_NO_RESPONSE',
    ]);
    // What is AWS's to mend may take long; without the route the other tunnel carries it.
    const { node, command } = hops.at(-2)!.repair!;
    await mustRun(lab, node, command);
    await cure(lab, { from: SERVER, to: A, options: {} });
    await mustRun(lab, ROUTER, 'ip route add 10.10.0.0/16 dev Tunnel1 metric 100 src 10.30.12.85');
    await undoAllFaults(lab);
    await awaitTunnels(lab);
    await answered(lab, SERVER, A);
  });

  it('tells that both tunnels are down from why', async () => {
    await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
    await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-2' });
    const expected = { code: 'TUNNEL_DOWN_IKE_NO_RESPONSE', node: 'tunnel-1' } as const;
    // The gateway's kernel takes a moment to notice that a link has no carrier any more.
    const expectedCodes = ['TGW_BAD_STATE_VPN', expected.code];
    const codesOf = ({ hops }: Diagnosis): string[] => hops.flatMap(({ code }) => code ?? []);
    const seen = await until(
      () => explain(lab, A, SERVER),
      (each) => codesOf(each).join() === expectedCodes.join(),
      { within: BUDGETS_MS.failover, everyMs: 100 },
    );
    await undoAllFaults(lab);
    expect(codesOf(seen)).toEqual(expectedCodes);
    expect(seen.cause).toMatchObject(expected);
    await awaitTunnels(lab);
    await answered(lab, SERVER, A);
  });
});

/** A lab of the scenarios, under a name of its own. */
function scenarioLab(scenario: string, name: string): Lab {
  return { ...loadLab(`${packagedFolder(scenario)}/lab.yaml`), name };
}

it('tells SAs that only the router has, and why the route stays, and cures them', async () => {
  await using lab = await startLab(scenarioLab('dpd-none', 'it-explain-dpd-none'));
  await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1' });
  await undoAllFaults(lab);
  const { hops, cause } = await explain(lab, SERVER, A);
  expect(hops.flatMap(({ code }) => code ?? [])).toEqual(['ROUTE_INTO_DEAD_TUNNEL', 'TUNNEL_DOWN_NO_SA']);
  expect(hops.find(({ code }) => code === 'ROUTE_INTO_DEAD_TUNNEL')!.text).toMatch(
    /while Tunnel2 is up: onprem-router still has a CHILD_SA of it, .* its DPD is off/,
  );
  expect(cause).toMatchObject({ node: ROUTER, code: 'TUNNEL_DOWN_NO_SA' });
  expect(cause!.text).toContain('by SAs that tunnel-1 does not have: the DPD of onprem-router is off');
  await cure(lab, { from: SERVER, to: A, options: {} });
});

it('tells the association that a route waits for from a route that is missing', async () => {
  await using cured = await startLab(referenceLab('it-explain-association'));
  const { running: lab } = await converge(scenarioLab('wrong-tgw-association', cured.name));
  const { cause } = await explain(lab, SERVER, A);
  expect(cause).toMatchObject({ node: 'tgw', code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT' });
  expect(cause!.cure).toMatch(/^associate att-vpn with tgw-rt-vpn in place of tgw-rt-a /);
  await lab.close();
  await (await converge(cured.definition)).running.close();
  await answered(cured, SERVER, A);
});
