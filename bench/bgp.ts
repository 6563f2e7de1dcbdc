import { fileURLToPath } from 'node:url';
import type { Runtime } from '../lab/engine/runtime.ts';
import { removeLab } from '../lab/engine/started-lab.ts';
import { bringUp } from '../lab/lifecycle/bring-up.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { REFERENCE_LAB_FILE } from '../lab/package-file.ts';
import { ping } from '../lab/probe/ping.ts';
import { addressAt } from '../lab/topology/cidr.ts';
import { modifyRouterBgp } from '../lab/topology/edits/router.ts';
import { loadLab } from '../lab/topology/load.ts';
import { transitGateways, withGateway } from '../lab/topology/objects/gateways.ts';
import type { Lab } from '../lab/topology/types.ts';
import { BUDGETS_MS } from '../lab/wait/budgets.ts';
import { until } from '../lab/wait/until.ts';
import { measureFailover } from './bgp-failover.ts';
import { timed } from './measures.ts';
import { median } from './median.ts';

const LAB = 'bench';
const [ROUTER, SERVER, HOST, TABLE] = ['onprem-router', 'onprem-server', 'vpc-a-host', 'tgw-rt-a'];
const SERVER_PREFIX = '10.30.141.20/32';
/** TABLE in the Transit Gateway's kernel. */
const COUNT_ROUTES = 'ip route show table 101 | grep -vc default';
/** AWS takes no more over one session (AWS S2S VPN user guide, Quotas). */
const LEARNED = 1000;
/** A Transit Gateway has no more (AWS Transit Gateway guide, Quotas). */
const IN_TABLE = 10_000;

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const named = (file: string): Lab => ({ ...loadLab(file), name: LAB });

/**
 * The reference lab with BGP beside that with static routes, by turns, each until every pair of hosts is verified; then how long
 * nothing is answered while traffic moves to the other tunnel; then routes in numbers, each from the change of a lab that runs until all are in the gateway's table and the last one carries packets:
 * as many as a router may announce, and as many static ones as a Transit Gateway may have.
 */
export async function measureBgp(runtime: Runtime): Promise<unknown> {
  const staticLab = named(REFERENCE_LAB_FILE);
  const bgpLab = named(fileURLToPath(new URL('../scenarios/bgp/bgp-failover/lab.yaml', import.meta.url)));
  const seen = {
    static: [] as number[],
    bgp: [] as number[],
    withdrawn: [] as number[],
    held: [] as number[],
    learned: [] as number[],
    table: [] as number[],
  };
  await removeLab(runtime, LAB);
  try {
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`BGP, round ${round} of ${rounds}\n`);
      seen.static.push(await upAndVerified(staticLab));
      await removeLab(runtime, LAB);
      seen.bgp.push(await upAndVerified(bgpLab));
      const { withdrawn, held } = await measureFailover(bgpLab);
      seen.withdrawn.push(withdrawn);
      seen.held.push(held);
      seen.learned.push(await untilForwarded(announcing(bgpLab, 1), announcing(bgpLab, LEARNED), LEARNED));
      seen.table.push(await untilForwarded(withStatic(bgpLab, 1), withStatic(bgpLab, IN_TABLE), IN_TABLE));
      await removeLab(runtime, LAB);
    }
  } finally {
    await removeLab(runtime, LAB);
  }
  const inMs = (values: readonly number[]): number => Math.round(median(values));
  return {
    rounds,
    medianMs: {
      staticUpUntilVerified: inMs(seen.static),
      bgpUpUntilVerified: inMs(seen.bgp),
      failoverByWithdrawal: inMs(seen.withdrawn),
      failoverByHoldTimer: inMs(seen.held),
      [`learned${LEARNED}AndForwarded`]: inMs(seen.learned),
      [`static${IN_TABLE}InTableAndForwarded`]: inMs(seen.table),
    },
    ratio: { bgpToStatic: Number((median(seen.bgp) / median(seen.static)).toFixed(2)) },
  };
}

function upAndVerified(lab: Lab): Promise<number> {
  return timed(async () => {
    const { running, checks } = await bringUp(lab);
    await running.close();
    if (checks.matrix?.verdict !== 'passed') throw new Error(`the matrix of ${lab.name} is not passed`);
  });
}

/** Milliseconds from one lab to another, in which a host answers that it had no route to. */
async function untilForwarded(before: Lab, after: Lab, count: number): Promise<number> {
  await (await converge(before)).running.close();
  return timed(async () => {
    const { running } = await converge(after);
    const isThere = async (): Promise<boolean> =>
      Number((await running.node('tgw').run(COUNT_ROUTES)).stdout) >= count &&
      (await ping(running, HOST, SERVER, { timeoutMs: 200 })).received > 0;
    const came = await until(isThere, Boolean, {
      within: BUDGETS_MS.tunnelsEstablished,
      everyMs: 20,
      steadily: true,
    });
    await running.close();
    if (!came) throw new Error(`${count} routes did not come`);
  });
}

/** So many prefixes of the site, of which the last is the server's; with one alone it is another. */
function prefixes(count: number): string[] {
  const others = Array.from(
    { length: Math.max(count - 1, 1) },
    (_, n) => `${addressAt('10.30.0.0/17', n + 1)}/32`,
  );
  return count === 1 ? others : [...others, SERVER_PREFIX];
}

const announcing = (lab: Lab, count: number): Lab =>
  modifyRouterBgp(lab, { router: ROUTER, settings: { networks: prefixes(count) } });

/** With static routes in place of those that BGP brings. */
function withStatic(lab: Lab, count: number): Lab {
  const [tgw] = transitGateways(lab);
  const routes = prefixes(count).map((destinationCidrBlock) => ({
    destinationCidrBlock,
    attachment: 'att-vpn',
  }));
  const routeTables = tgw!.routeTables.map((table) =>
    table.name === TABLE ? { ...table, propagations: [], routes } : table,
  );
  return withGateway(lab, { ...tgw!, routeTables });
}
