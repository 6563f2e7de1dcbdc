import type { StartedLab } from '../lab/engine/started-lab.ts';
import { injectFault } from '../lab/faults/inject.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { measureOutage } from '../lab/probe/outage.ts';
import type { Lab } from '../lab/topology/types.ts';
import { BUDGETS_MS } from '../lab/wait/budgets.ts';
import { until } from '../lab/wait/until.ts';

const [ROUTER, SERVER, HOST] = ['onprem-router', 'onprem-server', 'vpc-a-host'];
const WAY_TO_HOST = 'ip route get 10.10.141.106';

/** The longest time without an answer, in milliseconds, while traffic moves from Tunnel1 to Tunnel2. */
export interface Failover {
  /** AWS ends the session of Tunnel1, which stays up. */
  readonly withdrawn: number;
  /** Tunnel1 is ESTABLISHED and carries nothing: its session ends with the hold timer. */
  readonly held: number;
}

/** Measures both on a running lab with BGP over two tunnels, of which Tunnel1 is used, and leaves it whole. */
export async function measureFailover(lab: Lab): Promise<Failover> {
  const { running } = await converge(lab);
  const withdrawn = await longestGap(running, () => injectFault(running, 'bgp-down', { tunnel: 'tunnel-1' }));
  const held = await longestGap(running, () =>
    injectFault(running, 'block-esp', { customerGateway: 'onprem', tunnel: 'tunnel-1' }),
  );
  await running.close();
  return { withdrawn, held };
}

async function longestGap(running: StartedLab, inject: () => Promise<AsyncDisposable>): Promise<number> {
  const used = async (tunnel: string): Promise<void> => {
    const way = async () => (await running.node(ROUTER).run(WAY_TO_HOST)).stdout;
    const isUsed = await until(way, (text) => text.includes(`dev ${tunnel} `), {
      within: BUDGETS_MS.bgpEstablished,
    });
    if (!isUsed.includes(`dev ${tunnel} `)) throw new Error(`${ROUTER} does not use ${tunnel}`);
  };
  await used('Tunnel1');
  const faults: AsyncDisposable[] = [];
  const { longestGapMs } = await measureOutage(running, SERVER, HOST, async () => {
    faults.push(await inject());
    await used('Tunnel2');
  });
  for (const fault of faults) await fault[Symbol.asyncDispose]();
  return longestGapMs;
}
