import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { BUDGETS_MS } from '../../lab/probe/budgets.ts';
import { measureOutage } from '../../lab/probe/outage.ts';
import type { Outage } from '../../lab/probe/outage-record.ts';
import { ping } from '../../lab/probe/ping.ts';
import { awaitTunnels, initiateMissing, isUp, tunnelStates } from '../../lab/probe/tunnels.ts';
import type { TunnelState } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { mustRun, startLab } from './labs.ts';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

/**
 * DPD of the fast profile: a probe after 1 s of silence, and 2 s for the answer. Measured 2.9 to 3.6 s; the rest is room
 * for a busy machine.
 */
const HARD_DEATH_BUDGET_MS = 5000;
/** No timer is waited for after a DELETE. */
const POLITE_BUDGET_MS = 1500;
/** The router sees a silent peer and gives its SAs up. */
const DETECTION_BUDGET_MS = 10_000;

async function startScenario(folder: string): Promise<StartedLab> {
  const lab = loadLab(fileURLToPath(new URL(`../../scenarios/${folder}/lab.yaml`, import.meta.url)));
  return startLab({ ...lab, name: `it-${lab.name}` });
}

async function tunnel(lab: StartedLab, name: string): Promise<TunnelState> {
  return (await tunnelStates(lab)).find((each) => each.tunnel === name)!;
}

async function signalCharon(lab: StartedLab, node: string, signal: 'KILL' | 'TERM'): Promise<void> {
  await mustRun(lab, node, `kill -${signal} $(cat /run/s2s/ike/*/pid)`);
}

/** Waits until the router has given up the SAs of a dead tunnel. */
async function detected(lab: StartedLab, name: string): Promise<void> {
  const deadline = Date.now() + DETECTION_BUDGET_MS;
  while (isUp(await tunnel(lab, name))) {
    if (Date.now() > deadline) throw new Error(`${name} is still up after ${DETECTION_BUDGET_MS} ms`);
    await pause(50);
  }
}

/** Brings the endpoint's container back, as AWS would the endpoint, and waits for its tunnel and for an answer. */
async function restore(lab: StartedLab, node: string): Promise<void> {
  await lab.node(node).container.restart({ t: 0 });
  await initiateMissing(lab, [node]);
  await awaitTunnels(lab);
  const deadline = Date.now() + BUDGETS_MS.reach;
  while ((await ping(lab, SERVER, A, { timeoutMs: 200 })).received === 0) {
    if (Date.now() > deadline) throw new Error(`${A} does not answer ${SERVER} with ${node} back`);
  }
}

/** The router's interface that packets to VPC A leave by. */
async function interfaceToA(lab: StartedLab): Promise<string | undefined> {
  return /dev (\S+)/.exec(await mustRun(lab, ROUTER, 'ip route get 10.10.141.106'))?.[1];
}

/** The tunnels whose SAs counted the packets of a few pings on the way out. */
async function carriers(lab: StartedLab): Promise<string[]> {
  const count = 20;
  const before = await tunnelStates(lab);
  const { received } = await ping(lab, SERVER, A, { count, intervalMs: 10 });
  expect(received).toBe(count);
  const after = await tunnelStates(lab);
  return after.flatMap(({ tunnel: name, childSa }, index) =>
    (childSa?.packetsOut ?? 0) - (before[index]?.childSa?.packetsOut ?? 0) >= count ? [name] : [],
  );
}

function report(what: string, lab: StartedLab, outage: Outage): void {
  process.stderr.write(`${what} (${lab.dataplane}, timers ${lab.lab.timers}): ${JSON.stringify(outage)}\n`);
}

describe('static routes', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startScenario('tunnel-1-dies-static');
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it('stay on Tunnel1 when its endpoint is dead: everything is lost while Tunnel2 is ESTABLISHED', async () => {
    expect(await carriers(lab)).toEqual(['tunnel-1']);
    await signalCharon(lab, 'tunnel-1', 'KILL');
    await mustRun(lab, 'tunnel-1', 'until ip -br link show tgw | grep -q DOWN; do sleep 0.01; done');
    const outage = await measureOutage(lab, SERVER, A, () => detected(lab, 'tunnel-1'), { budgetMs: 3000 });
    report('static, hard death', lab, outage);
    expect(outage).toMatchObject({ received: 0, lost: outage.sent, recoveryMs: null });
    expect(outage.sent).toBeGreaterThan(200);
    expect(await interfaceToA(lab)).toBe('Tunnel1');
    expect(await tunnel(lab, 'tunnel-2')).toMatchObject({
      ikeSa: { state: 'ESTABLISHED' },
      childSa: { state: 'INSTALLED' },
    });
    expect(isUp(await tunnel(lab, 'tunnel-1'))).toBe(false);
  });

  it('carry traffic again once the endpoint is back', async () => {
    await restore(lab, 'tunnel-1');
    expect(await carriers(lab)).toEqual(['tunnel-1']);
  });
});

describe('routes tied to the CHILD_SA', () => {
  let lab: StartedLab;
  const outages: Record<string, Outage> = {};
  beforeAll(async () => {
    lab = await startScenario('tunnel-1-dies-child-sa');
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  async function dies(what: string, node: string, signal: 'KILL' | 'TERM'): Promise<Outage> {
    const outage = await measureOutage(lab, SERVER, A, async () => {
      await signalCharon(lab, node, signal);
      await detected(lab, node);
    });
    report(what, lab, outage);
    outages[what] = outage;
    return outage;
  }

  it('stay while a CHILD_SA of their connection is installed, whatever other one goes', async () => {
    const { daemons } = lab.plan.nodes.find(({ name }) => name === ROUTER)!;
    const { name: daemon } = daemons.find(({ connections }) => connections.includes('Tunnel1'))!;
    const charon = await lab.node(ROUTER).vici(daemon);
    const outage = await measureOutage(lab, SERVER, A, async () => {
      const { childSa: old } = await tunnel(lab, 'tunnel-1');
      await charon.request('initiate', { ike: 'Tunnel1', child: 'Tunnel1' });
      expect((await tunnel(lab, 'tunnel-1')).childSa!.uniqueId).toBeGreaterThan(old!.uniqueId);
      await charon.request('terminate', { 'child-id': String(old!.uniqueId) });
      // strongSwan takes that for a rekeying and says nothing; this is what it says of an unrelated CHILD_SA.
      await mustRun(lab, ROUTER, 'PLUTO_VERB=down-client PLUTO_CONNECTION=Tunnel1 s2s-updown');
    });
    report('one of two CHILD_SAs', lab, outage);
    expect(await mustRun(lab, ROUTER, 'ip route show dev Tunnel1')).toContain('10.10.0.0/16');
    expect(await carriers(lab)).toEqual(['tunnel-1']);
  });

  it('move traffic to Tunnel2 when the endpoint of Tunnel1 dies without a word', async () => {
    expect(await carriers(lab)).toEqual(['tunnel-1']);
    const outage = await dies('hard death', 'tunnel-1', 'KILL');
    expect(outage.lost).toBeGreaterThan(0);
    expect(outage.recoveryMs).not.toBeNull();
    expect(outage.longestGapMs).toBeLessThan(HARD_DEATH_BUDGET_MS);
    expect(await interfaceToA(lab)).toBe('Tunnel2');
    expect(await carriers(lab)).toEqual(['tunnel-2']);
  });

  it('bring traffic back to Tunnel1 with its endpoint', async () => {
    const outage = await measureOutage(lab, SERVER, A, () => restore(lab, 'tunnel-1'));
    report('failing back', lab, outage);
    expect(outage.recoveryMs).not.toBeNull();
    expect(await interfaceToA(lab)).toBe('Tunnel1');
    expect(await carriers(lab)).toEqual(['tunnel-1']);
  });

  it('lose nothing when the idle Tunnel2 dies', async () => {
    const outage = await dies('the idle tunnel', 'tunnel-2', 'KILL');
    expect(outage).toMatchObject({ lost: 0, firstLossMs: null });
    expect(outage.sent).toBeGreaterThan(100);
    expect(await mustRun(lab, ROUTER, 'ip route show dev Tunnel2')).not.toContain('10.10.0.0/16');
    await restore(lab, 'tunnel-2');
    expect(await mustRun(lab, ROUTER, 'ip route show dev Tunnel2')).toContain('10.10.0.0/16');
  });

  it('move traffic sooner when the endpoint of Tunnel1 says DELETE', async () => {
    const outage = await dies('polite stop', 'tunnel-1', 'TERM');
    expect(outage.recoveryMs).not.toBeNull();
    expect(outage.longestGapMs).toBeLessThan(POLITE_BUDGET_MS);
    expect(outage.longestGapMs).toBeLessThan(outages['hard death']!.longestGapMs);
    expect(await carriers(lab)).toEqual(['tunnel-2']);
    await restore(lab, 'tunnel-1');
    expect(await carriers(lab)).toEqual(['tunnel-1']);
  });
});
