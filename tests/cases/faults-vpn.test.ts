import { afterAll, beforeAll, expect, it } from 'vitest';
import { kernelLacking } from '../../lab/engine/dataplane.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { FaultError } from '../../lab/errors.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { activeFaults } from '../../lab/faults/injected.ts';
import { undoAllFaults } from '../../lab/faults/undo.ts';
import { speakTo } from '../../lab/faults/swanctl.ts';
import { CHARON, CHARON_PID_FILE } from '../../lab/plan/services/charon-paths.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { ping } from '../../lab/probe/ping.ts';
import { isUp } from '../../lab/ike/current-sas.ts';
import { awaitTunnels, tunnelStates } from '../../lab/probe/tunnels.ts';
import type { TunnelState } from '../../lab/probe/tunnels.ts';
import { captureDuring } from '../../lab/probe/wire.ts';
import { isWhole, whileFaulty } from './injected.ts';
import { becomes, mustRun, referenceLab, startLab, withIkev2 } from '../integration/labs.ts';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

let lab: StartedLab;

beforeAll(async () => {
  lab = await startLab(withIkev2(referenceLab('it-faults-vpn'), 'Tunnel2'));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

const until = (what: string, isSo: () => Promise<boolean>): Promise<void> =>
  becomes(what, BUDGETS_MS.failover, isSo);

async function tunnel(name: string): Promise<TunnelState> {
  return (await tunnelStates(lab)).find((each) => each.tunnel === name)!;
}

const isDown = async (name: string): Promise<boolean> => !isUp(await tunnel(name));

/** How many of a few pings into VPC A are answered. */
async function answers(count = 3): Promise<number> {
  return (await ping(lab, SERVER, A, { count, intervalMs: 10, timeoutMs: 300 })).received;
}

const answered = (): Promise<void> => until(`${A} answers`, async () => (await answers()) === 3);

/** How long the log of a node is now; {@link logSays} reads on from there. */
async function logEnd(node: string): Promise<number> {
  return (await logOf(node)).length;
}

async function logOf(node: string): Promise<string> {
  return lab.node(node).container.log(100_000);
}

const logSays = (node: string, from: number, text: RegExp): Promise<void> =>
  until(`the log of ${node} says ${text}`, async () => text.test((await logOf(node)).slice(from)));

/** swanctl at the router's charon. */
function swanctl(command: string): Promise<{ exitCode: number; stderr: string }> {
  return lab.node(ROUTER).run(`${speakTo(CHARON)}; swanctl ${command}`);
}

it('freeze-charon: the endpoint answers nothing, and its SAs are given up by DPD', () =>
  whileFaulty(lab, 'freeze-charon', { tunnel: 'tunnel-1' }, async () => {
    expect(await mustRun(lab, 'tunnel-1', `cat /proc/$(cat ${CHARON_PID_FILE})/stat`)).toContain(') T ');
    if (lab.dataplane === 'userspace') expect(await answers()).toBe(0);
    await until('tunnel-1 is down', () => isDown('tunnel-1'));
    expect(await isDown('tunnel-2')).toBe(false);
  }));

it('kill-node: nothing gets past a dead Internet gateway', () =>
  whileFaulty(lab, 'kill-node', { node: 'onprem-igw' }, async () => {
    expect(await answers()).toBe(0);
    await until('its link is gone', async () => {
      return !(await mustRun(lab, 'internet', 'ip -br link')).includes('onprem-igw');
    });
  }));

it('kill-node: a router that is back brings its tunnels up by itself', () =>
  whileFaulty(lab, 'kill-node', { node: ROUTER }, async () => {
    expect(await answers()).toBe(0);
  }));

it('replace-endpoint: the router learns at once, and both SAs are gone', () =>
  whileFaulty(lab, 'replace-endpoint', { tunnel: 'tunnel-1' }, async () => {
    await until('tunnel-1 has no SA', async () => (await tunnel('tunnel-1')).ikeSa === null);
    expect(await answers()).toBe(0);
    expect(await isDown('tunnel-2')).toBe(false);
  }));

it('reboot-router: what is in files comes back by itself', async () => {
  const { childSa: old } = await tunnel('tunnel-1');
  await whileFaulty(lab, 'reboot-router', { router: ROUTER }, async () => {
    await awaitTunnels(lab);
    await answered();
    expect((await tunnel('tunnel-1')).childSa!.spiIn).not.toBe(old!.spiIn);
  });
});

it('reboot-router: without what was typed the tunnels are ESTABLISHED and carry nothing', async () => {
  const { childSa: old } = await tunnel('tunnel-1');
  await whileFaulty(lab, 'reboot-router', { router: ROUTER, configuration: 'runtime-only' }, async () => {
    await awaitTunnels(lab);
    expect((await tunnel('tunnel-1')).childSa!.spiIn).not.toBe(old!.spiIn);
    expect(await answers()).toBe(0);
    expect(await mustRun(lab, ROUTER, 'ip route')).not.toContain('Tunnel');
    expect(await mustRun(lab, ROUTER, 'nft list tables')).not.toContain('mss');
  });
});

it('cut-link: the endpoint is cut off from the Transit Gateway, and the router does not notice', () =>
  whileFaulty(lab, 'cut-link', { node: 'tgw', neighbour: 'tunnel-1' }, async () => {
    expect(await answers()).toBe(0);
    expect(await isDown('tunnel-1')).toBe(false);
  }));

it('cut-link: the router is cut off from the Internet', () =>
  whileFaulty(lab, 'cut-link', { node: ROUTER, neighbour: 'onprem-igw' }, async () => {
    expect(await answers()).toBe(0);
    await until('tunnel-1 is down', () => isDown('tunnel-1'));
  }));

it('cut-link: a host is cut off from its router', () =>
  whileFaulty(lab, 'cut-link', { node: SERVER, neighbour: ROUTER }, async () => {
    expect(await answers()).toBe(0);
    await until(`${A} answers ${ROUTER}`, async () => (await ping(lab, ROUTER, A)).received === 1);
  }));

it('lose-packets: a share of the packets is lost in each direction', () =>
  whileFaulty(lab, 'lose-packets', { node: 'internet', neighbour: 'onprem-igw', percent: 50 }, async () => {
    // A quarter is answered; of 100 it is less than 5 or more than 50 once in millions of runs.
    const received = await answers(100);
    expect(received).toBeGreaterThan(4);
    expect(received).toBeLessThan(51);
  }));

it('netem: the link delays each direction, or the kernel is said to lack it', async () => {
  const link = { node: 'internet', neighbour: 'onprem-igw' };
  const lacking = await kernelLacking(lab.runtime, 'netem');
  if (lacking !== null) {
    const refusal = injectFault(lab, 'netem', { ...link, delayMs: 20 });
    await expect(refusal).rejects.toThrow(FaultError);
    await expect(refusal).rejects.toThrow(new RegExp(`${lacking}.*\n.*netem\n.*--engine vm`));
    expect(await activeFaults(lab)).toEqual([]);
    return;
  }
  await whileFaulty(lab, 'netem', { ...link, delayMs: 20 }, async () => {
    expect((await ping(lab, SERVER, A, { count: 5 })).rttMs).toBeGreaterThan(40);
    // Whoever took it away already, the undo has to succeed.
    await mustRun(lab, 'internet', 'tc qdisc del dev onprem-igw root');
  });
  expect((await lab.node('onprem-igw').run('tc qdisc show dev wan')).stdout).not.toContain('netem');
});

it('block-ike: without UDP 500 and 4500 no tunnel lives', () =>
  whileFaulty(lab, 'block-ike', { customerGateway: 'onprem' }, async () => {
    expect(await answers()).toBe(0);
    await until('tunnel-1 is down', () => isDown('tunnel-1'));
  }));

it('block-ike: without UDP 500 a tunnel lives, and cannot be negotiated', () =>
  whileFaulty(lab, 'block-ike', { customerGateway: 'onprem', port: '500' }, async () => {
    await answered();
    expect((await swanctl('--terminate --ike Tunnel2')).exitCode).toBe(0);
    expect((await swanctl('--initiate --child Tunnel2 --timeout 1')).exitCode).not.toBe(0);
    expect((await tunnel('tunnel-2')).ikeSa?.state).toBe('CONNECTING');
  }));

it('block-esp: the tunnels are ESTABLISHED and carry nothing', () =>
  whileFaulty(lab, 'block-esp', { customerGateway: 'onprem' }, async () => {
    expect(await answers()).toBe(0);
    const { dpdTimeoutSeconds } = lab.definition.customerGateways[0]!.router.connections[0]!;
    const { ikeSa } = await tunnel('tunnel-1');
    await until('DPD is content', async () => {
      const { ikeSa: later } = await tunnel('tunnel-1');
      return (later?.establishedSeconds ?? 0) - (ikeSa?.establishedSeconds ?? 0) > dpdTimeoutSeconds;
    });
    expect((await tunnelStates(lab)).every(isUp)).toBe(true);
  }));

/** What the endpoint says to each wrong configuration of the router; Tunnel1 is IKEv1, Tunnel2 is IKEv2. */
it.each([
  { fault: 'wrong-psk', connection: 'Tunnel1', says: /message parsing failed/ },
  { fault: 'wrong-psk', connection: 'Tunnel2', says: /but MAC mismatched/ },
  { fault: 'wrong-proposal', connection: 'Tunnel1', says: /no proposal found/ },
  { fault: 'wrong-proposal', connection: 'Tunnel2', says: /received proposals unacceptable/ },
  { fault: 'wrong-left-id', connection: 'Tunnel1', says: /no peer config found/ },
  { fault: 'wrong-left-id', connection: 'Tunnel2', says: /no matching peer config found/ },
  { fault: 'wrong-pfs-group', connection: 'Tunnel1', says: /no matching proposal found, sending NO_PROP/ },
] as const)('$fault: no tunnel for $connection', async ({ fault, connection, says }) => {
  const node = connection.replace('Tunnel', 'tunnel-');
  const from = await logEnd(node);
  const keys = await mustRun(lab, ROUTER, `cat /var/lib/s2s/psk/${connection}/psk`);
  await whileFaulty(lab, fault, { connection }, async () => {
    await logSays(node, from, says);
    expect(await isDown(node)).toBe(true);
    expect(JSON.stringify(await activeFaults(lab))).not.toContain(keys.trim());
  });
});

it('wrong-pfs-group: IKEv2 comes up, and fails at the first rekeying', () =>
  whileFaulty(lab, 'wrong-pfs-group', { connection: 'Tunnel2' }, async () => {
    await awaitTunnels(lab);
    const { childSa } = await tunnel('tunnel-2');
    const from = await logEnd('tunnel-2');
    await swanctl('--rekey --child Tunnel2');
    await logSays('tunnel-2', from, /no acceptable proposal found/);
    expect((await tunnel('tunnel-2')).childSa?.uniqueId).toBe(childSa!.uniqueId);
  }));

it('change-elastic-ip: the tunnels follow the customer gateway to its new address', () =>
  whileFaulty(lab, 'change-elastic-ip', { customerGateway: 'onprem' }, async () => {
    await answered();
    // Tunnel-2, that nobody speaks through, may learn of it by the next DPD only.
    const filter = 'udp port 4500 and host 43.200.198.51';
    const { packets } = await captureDuring(lab, 'internet', filter, () => answers());
    expect(packets.join('\n')).toContain('203.0.113.10.4500');
    expect(packets.join('\n')).not.toContain('3.36.6.148');
  }));

it('expire-nat: the endpoints hear the router from other ports', () =>
  whileFaulty(lab, 'expire-nat', { customerGateway: 'onprem' }, async () => {
    await answered();
    const { packets } = await captureDuring(lab, 'internet', 'udp and src host 3.36.6.148', () => answers());
    expect(packets.length).toBeGreaterThan(0);
    expect(packets.filter((packet) => !/3\.36\.6\.148\.2\d{4} >/.test(packet))).toEqual([]);
  }));

it('several at a time: each is undone, whatever the others have done to its nodes', async () => {
  await injectFault(lab, 'wrong-psk', { connection: 'Tunnel1' });
  await injectFault(lab, 'wrong-proposal', { connection: 'Tunnel1' });
  await injectFault(lab, 'lose-packets', { node: 'internet', neighbour: 'onprem-igw' });
  await injectFault(lab, 'kill-node', { node: 'internet' });
  await injectFault(lab, 'kill-node', { node: 'onprem-igw' });
  expect((await undoAllFaults(lab)).map(({ id }) => id)).toEqual([5, 4, 3, 2, 1]);
  await isWhole(lab);
});
