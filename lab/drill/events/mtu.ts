import { tcpTo } from '../../aws/flow.ts';
import { predict } from '../../aws/reachability.ts';
import { injectFault } from '../../faults/inject.ts';
import { undoFault } from '../../faults/undo.ts';
import { download, TRANSFER_PORT, upload } from '../../probe/download.ts';
import { ping } from '../../probe/ping.ts';
import { NOTHING } from '../event.ts';
import type { DrillEvent, Scene, Seen } from '../event.ts';
import { judgeTried } from '../judge.ts';

const BYTES = 1_000_000;
/** A transfer that stalls has not a byte more after so long. */
const STALL_MS = 5_000;
const LINK_MTU = 1500;

/** Packets as large as the hosts' own links take. */
export const mtu: DrillEvent = {
  name: 'mtu',
  title: 'TCP transfers and packets of 1500 bytes through {router}',
  standsFor:
    'A tunnel takes less than a link, supports no path MTU discovery, and AWS drops what is too large without a word.',
  source:
    'AWS Site-to-Site VPN user guide, Best practices for your customer gateway device; AWS Transit Gateway guide, Quotas: MTU',
  cure: 'clamp the MSS of what {router} forwards into a tunnel: iptables -t mangle -A FORWARD -p tcp --tcp-flags SYN,RST SYN -o <tunnel interface> -j TCPMSS --clamp-mss-to-pmtu',
  happensTo: 'router',
  expectedMs: () => 10_000,
  carryOut,
  judge(seen) {
    const judged = judgeTried(seen);
    return seen.limits === undefined || judged.verdict !== 'fails'
      ? judged
      : { ...judged, verdict: 'inconclusive', sentences: [seen.limits, ...judged.sentences] };
  },
};

/** A router of its owner's sets an MTU for its kernel's ESP, which the userspace data plane does not have. */
const USERSPACE_LIMIT =
  'the userspace data plane carries packets of up to 1400 bytes only, so that a failure may be its own: the kernel data plane (--engine vm) tells';

/** One transfer, which host connects, and where its bytes go. */
interface Transfer {
  readonly client: string;
  readonly server: string;
  readonly direction: 'to on premises' | 'to AWS';
  readonly run: typeof download;
}

async function carryOut(scene: Scene): Promise<Seen> {
  const transfers = transfersOf(scene);
  const failures: string[] = [];
  const facts: string[] = [];
  for (const transfer of transfers) {
    const bytes = await bytesOf(scene, transfer);
    const text = `${bytes} of ${BYTES} bytes of a TCP transfer arrive on the way ${transfer.direction}`;
    (bytes === BYTES ? facts : failures).push(text);
  }
  if (transfers.length === 0) facts.push('TCP was not tried: no security group admits it');
  if (failures.length === 0) facts.push(...(await withoutClamp(scene, transfers)));
  facts.push(...(await largePacket(scene)));
  const isLimited = scene.running.dataplane === 'userspace' && scene.gateway.router.own !== null;
  return { ...NOTHING, failures, facts, ...(isLimited ? { limits: USERSPACE_LIMIT } : {}) };
}

/** Both directions, each by whichever end may connect to the other: security groups have to admit it. */
function transfersOf({ running, pairs: [pair] }: Scene): Transfer[] {
  if (pair === undefined) return [];
  const { from: site, to: aws } = pair;
  const admits = (from: string, to: string): boolean =>
    predict(running.definition, from, to, tcpTo(TRANSFER_PORT)).reachable;
  if (admits(aws, site)) {
    return [
      { client: aws, server: site, direction: 'to on premises', run: upload },
      { client: aws, server: site, direction: 'to AWS', run: download },
    ];
  }
  if (!admits(site, aws)) return [];
  return [
    { client: site, server: aws, direction: 'to on premises', run: download },
    { client: site, server: aws, direction: 'to AWS', run: upload },
  ];
}

async function bytesOf({ running }: Scene, { client, server, run }: Transfer): Promise<number> {
  return (await run(running, client, server, { bytes: BYTES, budgetMs: STALL_MS })).bytes;
}

/** What the router's MSS clamp is worth, where the lab knows how to take it away. */
async function withoutClamp(scene: Scene, transfers: readonly Transfer[]): Promise<string[]> {
  const { running, gateway, router } = scene;
  const toSite = transfers.find(({ direction }) => direction === 'to on premises');
  if (!gateway.router.clampMss || gateway.router.own !== null || toSite === undefined) return [];
  const { id } = await injectFault(running, 'unclamp-mss', { router });
  try {
    const bytes = await bytesOf(scene, toSite);
    return [
      bytes === BYTES
        ? `without the MSS clamp of ${router} it arrives as well`
        : `without the MSS clamp of ${router} ${bytes} bytes arrive: it hangs on the clamp`,
    ];
  } finally {
    await undoFault(running, id);
  }
}

/** Whether who sends a packet that is too large, and must not be fragmented, is told. */
async function largePacket({ running, pairs: [pair] }: Scene): Promise<string[]> {
  if (pair === undefined) return [];
  const { received, output } = await ping(running, pair.from, pair.to, { sizeBytes: LINK_MTU });
  const what = `a packet of ${LINK_MTU} bytes that must not be fragmented`;
  if (received > 0) return [`${what} is answered`];
  const told = /mtu[ =](\d+)/i.exec(output)?.[1];
  return [
    told === undefined
      ? `${what} vanishes, and nobody is told`
      : `${what} is refused: ${pair.from} is told ${told}`,
  ];
}
