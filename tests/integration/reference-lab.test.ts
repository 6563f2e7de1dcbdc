import { readlink } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tcpTo } from '../../lab/aws/flow.ts';
import { awaitReady } from '../../lab/engine/ready.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { proposalOf } from '../../lab/ike/sa.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { readLedger } from '../../lab/probe/ledger.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import type { Matrix } from '../../lab/probe/matrix.ts';
import { ping } from '../../lab/probe/ping.ts';
import { awaitTunnels, tunnelStates } from '../../lab/probe/tunnels.ts';
import { captureDuring } from '../../lab/probe/wire.ts';
import { FABRIC } from '../../lab/topology/names.ts';
import { signalCharon } from '../../lab/faults/charon-process.ts';
import { becomes, mustRun, referenceLab, startLab } from './labs.ts';

const A = 'vpc-a-host';
const B = 'vpc-b-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
/** Budget of the pairs that are expected to fail in the tests that break something. */
const BROKEN_BUDGET_MS = 600;
/** The matrix of a broken lab, as soon as these pairs are judged so: on a busy machine an answer may be late once. */
async function brokenMatrix(verdicts: readonly (readonly [from: string, to: string, verdict: string])[]) {
  const isSo = (seen: Matrix): boolean =>
    verdicts.every(([from, to, verdict]) => cell(seen, from, to).verdict === verdict);
  const seen = await until(() => matrix(lab, BROKEN_BUDGET_MS), isSo, { within: BUDGETS_MS.reach });
  expect(verdicts.map(([from, to]) => [from, to, cell(seen, from, to).verdict])).toEqual(verdicts);
  return seen;
}

/** Prints the network namespace of a node, and its IPv6 addresses. */
const OWN_NETWORK = 'readlink /proc/self/ns/net; cat /proc/net/if_inet6 2>/dev/null || :';

let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(referenceLab('it-reference'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const cell = ({ cells }: Matrix, from: string, to: string): Matrix['cells'][number] =>
  cells.find((each) => each.from === from && each.to === to)!;

describe('the nodes', () => {
  it('have networks of their own, none of them the host, without IPv6', async () => {
    const host = await readlink('/proc/self/ns/net').catch(() => 'of an engine elsewhere');
    const names = [FABRIC, ...lab.plan.nodes.map(({ name }) => name)];
    const seen = await Promise.all(names.map((name) => mustRun(lab, name, OWN_NETWORK)));
    expect(new Set([host, ...seen]).size).toBe(names.length + 1);
    for (const text of seen) expect(text).toMatch(/^net:\[\d+\]\n$/);
  });
});

describe('the tunnels', () => {
  it('are ESTABLISHED with the proposals of the walk-through, behind NAT', async () => {
    const states = await tunnelStates(lab);
    expect(states.map(({ connection, tunnel }) => [connection, tunnel])).toEqual([
      ['Tunnel1', 'tunnel-1'],
      ['Tunnel2', 'tunnel-2'],
    ]);
    for (const { ikeSa, childSa } of states) {
      expect(ikeSa).toMatchObject({ state: 'ESTABLISHED', version: 1, natLocal: true, initiator: true });
      expect(childSa).toMatchObject({ state: 'INSTALLED', mode: 'TUNNEL', encap: true });
      expect(proposalOf(ikeSa!)).toBe('aes128-sha1-modp1024');
      expect(proposalOf(childSa!)).toBe('aes128-sha1-modp1024');
      expect(childSa!.localTs).toEqual(['0.0.0.0/0']);
      expect(childSa!.remoteTs).toEqual(['0.0.0.0/0']);
    }
  });

  it('count what goes through them', async () => {
    const before = await tunnelStates(lab);
    await ping(lab, ROUTER, A, { count: 5, intervalMs: 10 });
    const sent = async (): Promise<number[]> =>
      (await tunnelStates(lab)).map(
        ({ childSa }, tunnel) => childSa!.packetsOut - before[tunnel]!.childSa!.packetsOut,
      );
    // A packet that ping has sent is counted a moment later.
    expect(await until(sent, ([first]) => first! >= 5, { within: BUDGETS_MS.reach })).toEqual([5, 0]);
  });
});

describe('reachability', () => {
  it('is what AWS would give: on-premises and each VPC reach each other, the VPCs never', async () => {
    const result = await matrix(lab);
    expect(result.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(result.cells.filter(({ answered }) => !answered).map(({ from, to }) => `${from} ${to}`)).toEqual([
      `${A} ${B}`,
      `${B} ${A}`,
    ]);
    // Three are sent; on a busy machine the last may still be on its way.
    expect(cell(result, A, B).evidence).toMatch(/^[1-3] probes came to vpc-a, none went on$/);
  });

  it('is told for a TCP port, too: VPC A takes ICMP alone, and a refusal is an answer', async () => {
    const result = await matrix(lab, BUDGETS_MS.reach, tcpTo(8022));
    expect(result.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(cell(result, SERVER, A)).toMatchObject({
      answered: false,
      evidence: expect.stringMatching(/^\d+ probes came to vpc-a, none went on$/) as string,
    });
    expect(cell(result, A, SERVER)).toMatchObject({ answered: true });
  });

  it('has a row for a host that does not run, and judges the others', async () => {
    await lab.node(B).doToContainer('kill');
    const result = await matrix(lab);
    const dead = result.cells.filter(({ from, to }) => from === B || to === B);
    expect(new Set(dead.map(({ evidence }) => evidence))).toEqual(new Set([`${B} does not run`]));
    expect(dead.map(({ verdict }) => verdict)).not.toContain('passed');
    const others = result.cells.filter((each) => !dead.includes(each));
    expect(others.map(({ verdict }) => verdict)).toEqual(others.map(() => 'passed'));
    await lab.node(B).doToContainer('start');
    await awaitReady(lab);
    expect((await matrix(lab)).verdict).toBe('passed');
  });

  it('shows TTL 63 in VPC A and 62 on the router', async () => {
    const { packets, result } = await captureDuring(lab, A, 'icmp[icmptype] == icmp-echo', () =>
      ping(lab, ROUTER, A, { timeoutMs: 5000 }),
    );
    expect(packets).toHaveLength(1);
    expect(packets[0]).toContain('ttl 63,');
    expect(result.ttl).toBe(62);
  });

  it('is by ESP in UDP alone on the Internet', async () => {
    const { packets, result } = await captureDuring(lab, 'internet', 'not arp and not ip6', () =>
      Promise.all([ping(lab, ROUTER, A, { count: 3 }), ping(lab, SERVER, B, { count: 3 })]),
    );
    const esp = packets.filter((packet) => packet.includes('UDP-encap: ESP('));
    const [one, other] = result.map(({ received }) => received);
    expect(one! * other!).toBeGreaterThan(0);
    // Each there and back, and each seen coming in and going out; an answer may be late.
    expect(esp.length).toBeGreaterThanOrEqual(4 * (one! + other!));
    expect(esp.length).toBeLessThanOrEqual(24);
    const addressesOf = (some: readonly string[]): string[] =>
      [...new Set(some.flatMap((packet) => packet.match(/\b\d+\.\d+\.\d+\.\d+(?=\.\d+\b)/g) ?? []))].sort();
    expect(addressesOf(esp)).toEqual(['3.36.6.148', '43.200.198.51']);
    // Dead peer detection, if it came meanwhile, is of either tunnel.
    expect(['3.36.6.148', '43.200.198.51', '43.203.78.35']).toEqual(
      expect.arrayContaining(addressesOf(packets)),
    );
    expect(packets.filter((packet) => !/\.4500 > .*\.4500: /.test(packet))).toEqual([]);
    expect(packets.filter((packet) => /\b10\.\d+\.\d+\.\d+/.test(packet))).toEqual([]);
  });
});

describe('the security group of VPC A', () => {
  it('refuses TCP, and the drop is seen at the VPC', async () => {
    const { exitCode } = await lab.node(ROUTER).run('nc -z -w 1 10.10.141.106 9');
    expect(exitCode).toBe(1);
    const look = async () => (await readLedger(lab, 'vpc-a')).filter(({ probe }) => probe === 'tcp 9');
    const seen = await until(look, ({ length }) => length > 0, { within: BUDGETS_MS.reach });
    expect(seen.map(({ direction, source }) => [direction, source])).toEqual([['in', '10.30.12.85']]);
    expect((await readLedger(lab, A)).filter(({ probe }) => probe === 'tcp 9')).toEqual([]);
  });

  it('refuses ICMP from a source outside 10.30.0.0/16', async () => {
    const inside = await ping(lab, ROUTER, A, { source: '169.254.216.30', timeoutMs: 300 });
    expect(inside.received).toBe(0);
    const seen = async (node: string): Promise<string[]> =>
      (await readLedger(lab, node))
        .filter(({ probe }) => probe === `icmp ${inside.identifier}`)
        .map(({ direction }) => direction);
    await becomes('it came to the VPC', BUDGETS_MS.reach, async () => (await seen('vpc-a')).length > 0);
    expect(await seen('vpc-a')).toEqual(['in']);
    expect(await seen(A)).toEqual([]);
  });
});

describe('the checks themselves', () => {
  it('fail while the association of VPC A is gone', async () => {
    const [dissociate, associate] =
      lab.dataplane === 'kernel'
        ? // Leaving a VRF takes every route into the interface along.
          ['ip link set dev att-vpc-a nomaster', 'ip -force -batch /etc/s2s/links/att-vpc-a.ip || true']
        : ['ip rule del pref 1000 iif att-vpc-a', 'ip rule add pref 1000 iif att-vpc-a lookup 101'];
    await mustRun(lab, 'tgw', dissociate);
    const broken = await brokenMatrix([
      [ROUTER, A, 'failed'],
      [A, ROUTER, 'failed'],
      [ROUTER, B, 'passed'],
    ]);
    await mustRun(lab, 'tgw', associate);
    expect(broken.verdict).toBe('failed');
  });

  it('fail when something opens a way from A to B', async () => {
    const opened: [string, string][] = [
      ['vpc-a', 'ip route add 10.20.0.0/16 via 100.64.1.1 dev tgw onlink table 102'],
      ['vpc-b', 'ip route add 10.10.0.0/16 via 100.64.1.1 dev tgw onlink table 102'],
      ['tgw', 'ip route add 10.20.0.0/16 via 100.64.1.2 dev att-vpc-b onlink table 101'],
      ['tgw', 'ip route add 10.10.0.0/16 via 100.64.1.2 dev att-vpc-a onlink table 102'],
      ['vpc-b', 'nft insert rule ip s2s_security_groups ingress_vpc-b-icmp ip saddr 10.10.0.0/16 accept'],
    ];
    for (const [node, command] of opened) await mustRun(lab, node, command);
    // The other way round nothing is answered, but the probes go further than the model says.
    const leaking = await brokenMatrix([
      [A, B, 'failed'],
      [B, A, 'inconclusive'],
    ]);
    for (const [node, command] of opened.slice(0, 4)) {
      await mustRun(lab, node, command.replace('route add', 'route del'));
    }
    expect(cell(leaking, A, B).answered).toBe(true);
    await mustRun(
      lab,
      'vpc-b',
      `nft 'flush chain ip s2s_security_groups ingress_vpc-b-icmp; add rule ip s2s_security_groups ingress_vpc-b-icmp ip saddr 10.30.0.0/16 meta l4proto icmp counter accept'`,
    );
  });

  it('are inconclusive, not passed, when the destination is dead', async () => {
    await mustRun(lab, B, 'ip link set dev eth0 down');
    const dead = await brokenMatrix([
      [A, B, 'inconclusive'],
      [ROUTER, B, 'failed'],
    ]);
    await mustRun(lab, B, 'ip link set dev eth0 up && ip route add default via 10.20.128.1');
    expect(cell(dead, A, B).evidence).toBe(`nothing else reached ${B} either`);
  });

  it('fail while tunnel-1 has no charon: the static routes stay on Tunnel1, though Tunnel2 is up', async () => {
    await mustRun(lab, 'tunnel-1', signalCharon('KILL'));
    await brokenMatrix([
      [ROUTER, A, 'failed'],
      [B, SERVER, 'failed'],
    ]);
    const routes = await mustRun(lab, ROUTER, 'ip route get 10.10.141.106');
    expect(routes).toContain('dev Tunnel1');
    const tunnel2 = (await tunnelStates(lab)).find(({ tunnel }) => tunnel === 'tunnel-2');
    expect(tunnel2).toMatchObject({ ikeSa: { state: 'ESTABLISHED' }, childSa: { state: 'INSTALLED' } });
    await lab.node('tunnel-1').container.restart();
  });

  it('pass again when all is mended', async () => {
    await awaitTunnels(lab);
    const mended = await matrix(lab);
    expect(mended.cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  });
});
