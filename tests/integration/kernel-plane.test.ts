import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDataplane } from '../../lab/engine/dataplane.ts';
import { connect } from '../../lab/engine/connect.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { ping } from '../../lab/probe/ping.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { transitGateways } from '../../lab/topology/objects/gateways.ts';
import { mustRun, referenceLab, startLab } from './labs.ts';

const definition = referenceLab('it-kernel');
const hasKernelPlane = (await chooseDataplane(await connect(), 'auto', definition)) === 'kernel';

const ROUTER = 'onprem-router';
const ENDPOINT = 'tunnel-1';
/** if_id of Tunnel1 and Tunnel2 on the router: the marks of the walk-through, in hexadecimal. */
const IF_IDS = ['0x64', '0xc8'];

/** The same lab, but that the first tunnel of a VPN connection has another replay window, in packets. */
function withReplayWindow(lab: Lab, replayWindowSize: number): Lab {
  const vpnConnections = lab.vpnConnections.map((connection) => {
    const [first, second] = connection.tunnels;
    const options = { ...first.options, replayWindowSize };
    return { ...connection, tunnels: [{ ...first, options }, second] as const };
  });
  return { ...lab, vpnConnections };
}

/** One SA out of `ip -s xfrm state`, in the words that it uses. */
interface KernelSa {
  readonly source: string;
  readonly ifId: string;
  readonly text: string;
  readonly packets: number;
}

async function kernelSas(lab: StartedLab, node: string): Promise<KernelSa[]> {
  const output = await mustRun(lab, node, 'ip -s xfrm state');
  return output
    .split(/^(?=src )/m)
    .filter((text) => text.startsWith('src '))
    .map((text) => ({
      source: /^src (\S+)/.exec(text)![1]!,
      ifId: /if_id (\S+)/.exec(text)![1]!,
      text,
      packets: Number(/lifetime current:\s+\d+\(bytes\), (\d+)\(packets\)/.exec(text)![1]),
    }));
}

/** A lifetime counts the two SAs of a tunnel apart; the router's own come from its private address. */
const packetsOf = (sas: readonly KernelSa[], ifId: string, outgoing: boolean): number =>
  sas
    .filter((sa) => sa.ifId === ifId && (sa.source === '10.30.12.85') === outgoing)
    .reduce((sum, { packets }) => sum + packets, 0);

// The userspace plane has none of these: no XFRM state, no VRF.
describe.runIf(hasKernelPlane)('the kernel data plane', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(definition);
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it('has an XFRM interface for each tunnel, and one charon for both', async () => {
    const links = await mustRun(lab, ROUTER, 'ip -d -o link show type xfrm');
    expect(links).toMatch(/Tunnel1@.* mtu 1419 .* if_id 0x64 /);
    expect(links).toMatch(/Tunnel2@.* mtu 1419 .* if_id 0xc8 /);
    expect(await mustRun(lab, ROUTER, 'ls /run/s2s/ike')).toBe('charon\n');
  });

  it('has policies for 0.0.0.0/0 in every direction of each tunnel, bound to its interface', async () => {
    const policies = (await mustRun(lab, ROUTER, 'ip xfrm policy'))
      .split(/^(?=src )/m)
      .filter((text) => text.includes('if_id'));
    const found = policies.map(
      (text) =>
        `${/^src (\S+) dst (\S+)/.exec(text)!.slice(1).join(' ')} ${/dir (\w+)/.exec(text)![1]} ${/if_id (\S+)/.exec(text)![1]}`,
    );
    const wanted = IF_IDS.flatMap((id) =>
      ['fwd', 'in', 'out'].map((direction) => `0.0.0.0/0 0.0.0.0/0 ${direction} ${id}`),
    );
    expect([...new Set(found)].sort()).toEqual(wanted.sort());
  });

  it('has SAs with the algorithms that were negotiated, in UDP for the NAT', async () => {
    const sas = await kernelSas(lab, ROUTER);
    expect(sas.map(({ ifId }) => ifId).filter((id) => !IF_IDS.includes(id))).toEqual([]);
    for (const { text } of sas) {
      expect(text).toMatch(/proto esp .* mode tunnel/);
      expect(text).toMatch(/auth-trunc hmac\(sha1\) 0x[0-9a-f]{40} \(160 bits\) 96/);
      expect(text).toMatch(/enc cbc\(aes\) 0x[0-9a-f]{32} \(128 bits\)/);
      expect(text).toMatch(/encap type espinudp sport 4500 dport 4500/);
    }
  });

  it('counts in the SAs of Tunnel1 what goes through it, and in those of Tunnel2 nothing', async () => {
    const before = await kernelSas(lab, ROUTER);
    const { received } = await ping(lab, ROUTER, 'vpc-a-host', { count: 5, intervalMs: 10 });
    const after = await kernelSas(lab, ROUTER);
    const more = (ifId: string, outgoing: boolean): number =>
      packetsOf(after, ifId, outgoing) - packetsOf(before, ifId, outgoing);
    // ping waits for the last answer no longer than two round trips, and the counters may have it already.
    expect(received).toBeGreaterThan(0);
    expect(more('0x64', true)).toBe(5);
    expect(more('0x64', false)).toBeGreaterThanOrEqual(received);
    expect([more('0xc8', true), more('0xc8', false)]).toEqual([0, 0]);
  });

  it('loses nothing between policies and states', async () => {
    for (const node of [ROUTER, ENDPOINT]) {
      const counters = await mustRun(lab, node, 'cat /proc/net/xfrm_stat');
      const policyErrors = counters
        .split('\n')
        .filter((line) => /^Xfrm(In|Out)(Pol|Tmpl)\w*\s+[1-9]/.test(line));
      expect(policyErrors, node).toEqual([]);
    }
  });

  it('has a VRF for each route table of the Transit Gateway, with its attachments in it', async () => {
    const vrfs = await mustRun(lab, 'tgw', 'ip -d -o link show type vrf');
    for (const { name } of transitGateways(lab.definition)[0]!.routeTables)
      expect(vrfs).toMatch(new RegExp(`${name}: .* vrf table 10\\d`));
    const inTable = (table: string): Promise<string> =>
      mustRun(lab, 'tgw', `ip -o link show master ${table} | awk '{ print $2 }'`);
    expect(await inTable('tgw-rt-a')).toMatch(/^att-vpc-a/);
    expect((await inTable('tgw-rt-vpn')).trim().split('\n')).toHaveLength(2);
  });
});

// One lab for both, for bringing it up costs more than the tests.
describe.runIf(hasKernelPlane)('replay windows, and a link with a delay', () => {
  const SERVER = 'onprem-server';
  const delayed = (delayMs: number): Lab => ({
    ...withReplayWindow(referenceLab('it-delay'), 64),
    links: [{ between: [ROUTER, SERVER], delayMs, jitterMs: 0, lossPercent: 0, rateMbps: 0 }],
  });
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(delayed(100));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  /** In milliseconds. A link that was not delayed at both ends would take less than two delays. */
  const roundTrip = async (): Promise<number> => {
    const { rttMs, output } = await ping(lab, SERVER, 'vpc-a-host', { count: 3, timeoutMs: 5000 });
    if (rttMs === null) throw new Error(output);
    return rttMs;
  };
  const changesTo = async (to: Lab): Promise<string[]> => {
    const { running, changes } = await converge({ ...to, name: lab.name }, { until: 'tunnels' });
    await running.close();
    return changes.map(({ node, action, reason }) => `${node} ${action}: ${reason}`);
  };

  it('SAs have the window of their tunnel, by AWS 1024 packets where none is given', async () => {
    const states = (tunnel: string): Promise<string> => mustRun(lab, tunnel, 'ip xfrm state');
    expect(await states(ENDPOINT)).toMatch(/replay_window 64,/);
    expect(await states('tunnel-2')).toMatch(/replay_window 1024,/);
  });

  it('has the delay in each direction', async () => {
    expect(await roundTrip()).toBeGreaterThanOrEqual(200);
  });

  it('is repaired by up when the delay was taken away', async () => {
    await mustRun(lab, SERVER, 'tc qdisc del dev eth0 root');
    expect(await roundTrip()).toBeLessThan(200);
    expect(await changesTo(delayed(100))).toEqual([
      expect.stringMatching(/^onprem-server restarted: .*netem/),
    ]);
    expect(await roundTrip()).toBeGreaterThanOrEqual(200);
  });

  it('takes another delay by up', async () => {
    const changes = await changesTo(delayed(150));
    expect(changes.map((change) => change.split(' ')[0]).sort()).toEqual([ROUTER, SERVER]);
    expect(await roundTrip()).toBeGreaterThanOrEqual(300);
  });
});
