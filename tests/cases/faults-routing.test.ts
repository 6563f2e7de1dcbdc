import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { tunnelMtu } from '../../lab/aws/mtu.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { undoAllFaults } from '../../lab/faults/undo.ts';
import { given } from '../../lab/given.ts';
import { readLedger } from '../../lab/probe/ledger.ts';
import { readLiveTables } from '../../lab/probe/live-routes.ts';
import { ping } from '../../lab/probe/ping.ts';
import { isUp } from '../../lab/ike/current-sas.ts';
import { tunnelStates } from '../../lab/probe/tunnels.ts';
import type { RouterConnection } from '../../lab/topology/types.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { whileFaulty } from './injected.ts';
import { answered, mustRun, referenceLab, startLab, withVtis } from '../integration/labs.ts';

const A = 'vpc-a-host';
const B = 'vpc-b-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const SERVER_ADDRESS = '10.30.141.20';
const ADDRESS_OF_A = '10.10.141.106';

let lab: StartedLab;
beforeAll(async () => {
  lab = await startLab(withVtis(referenceLab('it-faults-routing')));
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});
// Whatever a test has done, the next one starts with a whole lab.
afterEach(async () => {
  await undoAllFaults(lab);
});

const answers = (from: string, to: string, source?: string) => answered(lab, from, to, given({ source }));

async function isUnanswered(from: string, to: string, source?: string): Promise<void> {
  const options = { count: 2, intervalMs: 20, timeoutMs: 400, ...given({ source }) };
  expect((await ping(lab, from, to, options)).received).toBe(0);
}

/** A probe is not answered; which of the nodes it comes to, and which it leaves: at those that are named each once. */
async function isSeenAt(
  from: string,
  to: string,
  expected: readonly string[],
  never: readonly string[] = [],
) {
  const { identifier, received } = await ping(lab, from, to, { timeoutMs: 300 });
  expect(received).toBe(0);
  const nodes = new Set([...expected.map((each) => each.split(' ')[0]!), ...never]);
  const look = async (): Promise<string[]> => {
    const seen = await Promise.all(
      [...nodes].map(async (node) =>
        (await readLedger(lab, node))
          .filter(({ probe }) => probe === `icmp ${identifier}`)
          .map(({ direction }) => `${node} ${direction}`),
      ),
    );
    return seen.flat();
  };
  // On a busy machine it may still be on its way.
  const seen = await until(look, (each) => each.length >= expected.length, { within: BUDGETS_MS.reach });
  expect(seen).toEqual(expected);
}

const TRANSFER_BYTES = 300_000;

/** Bytes of a TCP transfer that arrive. VPC A's host connects, for nobody may connect to it. */
async function transfer(direction: 'from A' | 'to A', seconds = 20): Promise<number> {
  const data = `head -c ${TRANSFER_BYTES} /dev/zero`;
  const [listener, connector] =
    direction === 'from A'
      ? [
          `timeout ${seconds + 0.5} nc -l 5000 | wc -c`,
          `${data} | timeout ${seconds} nc -N ${SERVER_ADDRESS} 5000`,
        ]
      : [
          `${data} | timeout ${seconds + 0.5} nc -N -l 5000`,
          `timeout ${seconds} nc -d ${SERVER_ADDRESS} 5000 | wc -c`,
        ];
  const listening = lab.node(SERVER).run(listener);
  await mustRun(lab, SERVER, 'until ss -Hltn sport = :5000 | grep -q .; do sleep 0.01; done');
  const connected = await lab.node(A).run(connector);
  const listened = await listening;
  return Number(direction === 'from A' ? listened.stdout : connected.stdout);
}

/** Whether pings of so many bytes that must not be fragmented are answered: the first that is ends them. */
async function unfragmented(from: string, to: string, bytes: number): Promise<boolean> {
  const once = `ping -c 1 -W 0.4 -M do -s ${bytes - 28} ${to}`;
  return (await lab.node(from).run(`${once} || ${once} || ${once}`)).exitCode === 0;
}

describe('routing faults of the AWS side', () => {
  it('delete-association: what comes from the attachment is dropped, what goes to it arrives', async () => {
    await whileFaulty(lab, 'delete-association', { attachment: 'att-vpc-a' }, async () => {
      await isSeenAt(A, ROUTER, ['tgw in']);
      await isSeenAt(ROUTER, A, [`${A} in`]);
      await answers(B, SERVER);
    });
  });

  it('delete-association of the VPN: both tunnels of it', async () => {
    await whileFaulty(lab, 'delete-association', { attachment: 'att-vpn' }, async () => {
      await isSeenAt(SERVER, A, ['tgw in']);
      await isSeenAt(A, SERVER, [`${SERVER} in`]);
    });
  });

  it('delete-tgw-route', async () => {
    const parameters = { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' };
    await whileFaulty(lab, 'delete-tgw-route', parameters, async () => {
      await isSeenAt(SERVER, A, ['tgw in']);
      await answers(SERVER, B);
    });
  });

  it.each([
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16', from: SERVER, to: A },
    { routeTable: 'tgw-rt-a', destinationCidrBlock: '10.30.0.0/16', from: A, to: SERVER },
  ])('blackhole-tgw-route of $routeTable', async ({ from, to, ...parameters }) => {
    await whileFaulty(lab, 'blackhole-tgw-route', parameters, async () => {
      await isSeenAt(from, to, ['tgw in']);
      const table = (await readLiveTables(lab)).find(({ name }) => name === parameters.routeTable);
      const route = { destinationCidrBlock: parameters.destinationCidrBlock, state: 'blackhole' };
      expect(table!.routes).toContainEqual(expect.objectContaining(route));
      await answers(SERVER, B);
    });
  });

  it('delete-vpc-route', async () => {
    const parameters = { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' };
    await whileFaulty(lab, 'delete-vpc-route', parameters, async () => {
      await isSeenAt(A, SERVER, ['vpc-a in']);
      await isSeenAt(SERVER, A, [`${A} in`]);
    });
  });

  it('close-security-group: new flows only', async () => {
    const running = ping(lab, SERVER, A, { count: 10, intervalMs: 200 });
    await answers(SERVER, A);
    await whileFaulty(lab, 'close-security-group', { securityGroup: 'vpc-a-icmp' }, async () => {
      await isSeenAt(SERVER, A, ['vpc-a in']);
      await answers(A, SERVER);
      // ping waits for the last answer no longer than its interval.
      expect((await running).received).toBeGreaterThanOrEqual(9);
    });
  });
});

describe('routing faults of the router', () => {
  it('delete-router-route', async () => {
    const parameters = { router: ROUTER, destinationCidrBlock: '10.10.0.0/16' };
    await whileFaulty(lab, 'delete-router-route', parameters, async () => {
      await isSeenAt(SERVER, A, [], ['tunnel-1', 'tunnel-2']);
      await answers(SERVER, B);
    });
  });

  it('disable-ip-forward: the router speaks for itself alone', async () => {
    await whileFaulty(lab, 'disable-ip-forward', { router: ROUTER }, async () => {
      await isSeenAt(SERVER, A, [`${ROUTER} in`]);
      await answers(ROUTER, A);
      await answers(A, ROUTER);
    });
    expect(await mustRun(lab, ROUTER, 'cat /proc/sys/net/ipv4/ip_forward')).toBe('1\n');
  });

  it('strict-rp-filter: asymmetric answers are dropped', async () => {
    const filters = 'grep . /proc/sys/net/ipv4/conf/*/rp_filter';
    const before = await mustRun(lab, ROUTER, filters);
    const intoTunnel2 = `10.10.0.0/16 dev Tunnel2 metric 1 src 10.30.12.85`;
    await mustRun(lab, ROUTER, `ip route add ${intoTunnel2}`);
    await answers(SERVER, A);
    await injectFault(lab, 'strict-rp-filter', { router: ROUTER });
    await isUnanswered(SERVER, A);
    await answers(SERVER, B);
    await mustRun(lab, ROUTER, `ip route del ${intoTunnel2}`);
    await answers(SERVER, A);
    await undoAllFaults(lab);
    expect(await mustRun(lab, ROUTER, filters)).toBe(before);
  });

  it('enable-source-dest-check: the hosts behind the router are cut off, it is not', async () => {
    await whileFaulty(lab, 'enable-source-dest-check', { router: ROUTER }, async () => {
      await isSeenAt(SERVER, A, [], [ROUTER]);
      await isSeenAt(A, SERVER, [], [SERVER]);
      await answers(SERVER, ROUTER);
      await answers(ROUTER, A);
      await answers(A, ROUTER);
      expect((await tunnelStates(lab)).every(isUp)).toBe(true);
    });
  });

  it('duplicate-inside-cidr: the far inside address of the other tunnel is out of reach', async () => {
    const [one, two] = lab.definition.customerGateways[0]!.router.connections;
    const address = (withPrefix: string): string => withPrefix.split('/')[0]!;
    /** From either end of a tunnel to the other. */
    const bothEnds = async (probe: typeof isUnanswered | typeof answers, of: RouterConnection) => {
      await probe(ROUTER, address(of.insideRemote), address(of.insideLocal));
      await probe(of.tunnel, address(of.insideLocal), address(of.insideRemote));
    };
    await bothEnds(answers, two!);
    await whileFaulty(lab, 'duplicate-inside-cidr', { connection: 'Tunnel1' }, async () => {
      await bothEnds(isUnanswered, two!);
      await bothEnds(answers, one!);
      await answers(SERVER, A);
      expect((await tunnelStates(lab)).every(isUp)).toBe(true);
    });
    await bothEnds(answers, two!);
  });
});

describe('faults of size', () => {
  it('squeeze-mtu: what fits passes, one byte more vanishes, transfers stall in spite of the clamp', async () => {
    const { mtu } = tunnelMtu('AES128', 'SHA1', true, 1400);
    expect(await unfragmented(SERVER, ADDRESS_OF_A, mtu + 1)).toBe(true);
    const parameters = { node: 'internet', neighbour: 'onprem-igw', mtu: 1400 };
    await whileFaulty(lab, 'squeeze-mtu', parameters, async () => {
      expect(await unfragmented(SERVER, ADDRESS_OF_A, mtu)).toBe(true);
      expect(await unfragmented(SERVER, ADDRESS_OF_A, mtu + 1)).toBe(false);
      expect(await unfragmented(A, SERVER_ADDRESS, mtu)).toBe(true);
      expect(await unfragmented(A, SERVER_ADDRESS, mtu + 1)).toBe(false);
      expect(await transfer('from A', 1)).toBeLessThan(TRANSFER_BYTES);
      expect(await transfer('to A', 1)).toBeLessThan(TRANSFER_BYTES);
    });
  });

  it('unclamp-mss: TCP from AWS stalls, TCP to AWS runs', async () => {
    expect(await transfer('from A')).toBe(TRANSFER_BYTES);
    await whileFaulty(lab, 'unclamp-mss', { router: ROUTER }, async () => {
      expect(await transfer('from A', 1)).toBe(0);
      expect(await transfer('to A')).toBe(TRANSFER_BYTES);
    });
    expect(await transfer('from A')).toBe(TRANSFER_BYTES);
  });
});
