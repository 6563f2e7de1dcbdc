import { randomInt } from 'node:crypto';
import type { StartedLab } from '../../engine/started-lab.ts';
import type { PortFlow } from '../../aws/flow.ts';
import { ping } from '../ping.ts';
import { probePort } from '../port.ts';
import type { Parties } from '../../diagnosis/parties.ts';
import type { Leg, PortState } from '../../diagnosis/trace.ts';
import { given } from '../../given.ts';
import { isIpv6 } from '../../topology/cidr.ts';

/** Packets of one kind that go between two parties. */
export interface Train {
  /** What they and their answers are traced by, as expressions of nft. */
  readonly matches: readonly string[];
  send(): Promise<SentTrain>;
}

/** What became of a train. */
export interface SentTrain {
  readonly sent: number;
  readonly received: number;
  /** Averaged; null without an answer, or where nobody measures it. */
  readonly rttMs: number | null;
  /** What the answer to a TCP connection was; null for other trains, and without an answer. */
  readonly tcpPort: PortState | null;
  /** What the program that sent it said. */
  readonly output: string;
  /** By what one packet of it, and its answer, are known in a trace: the first that was lost, if any was. */
  readonly followed: Readonly<Record<Leg, RegExp>>;
}

/** Enough for loss at random to be seen, within a tenth of a second. */
const ECHO_TRAIN = { count: 10, intervalMs: 10, timeoutMs: 500 };

/**
 * A train of echo requests.
 * @param sizeBytes size of the whole IP packet, which nobody may fragment then.
 */
export function echoTrain(running: StartedLab, { from, to }: Parties, sizeBytes?: number): Train {
  const options = { ...ECHO_TRAIN, source: from.address, ...given({ sizeBytes }) };
  const isOverIpv6 = isIpv6(to.address);
  const [ip, icmp] = isOverIpv6 ? ['ip6', 'icmpv6'] : ['ip', 'icmp'];
  return {
    // By one address each: a NAT on the way may give the packet another in place of the other.
    matches: [
      `${ip} saddr ${from.address} ${icmp} type echo-request`,
      `${ip} daddr ${to.address} ${icmp} type echo-request`,
      `${ip} saddr ${to.address} ${icmp} type echo-reply`,
      `${ip} daddr ${from.address} ${icmp} type echo-reply`,
    ],
    send: async () => {
      const { sent, received, rttMs, output, identifier } = await ping(
        running,
        from.name,
        to.address,
        options,
      );
      const sequence = firstLost(output, sent);
      // nft knows an ICMPv6 header by the last of its forms: identifier and sequence number together are a pointer there.
      const number = isOverIpv6
        ? `icmpv6 parameter-problem ${identifier * 2 ** 16 + sequence}\\b`
        : `\\bid ${identifier} icmp sequence ${sequence}\\b`;
      const followed = {
        forward: new RegExp(`${icmp} type echo-request .*${number}`),
        return: new RegExp(`${icmp} type echo-reply .*${number}`),
      };
      return { sent, received, rttMs, tcpPort: null, output, followed };
    },
  };
}

/** Sequence number of the first request that was not answered, or else of the first. */
export function firstLost(output: string, sent: number): number {
  const answered = new Set(
    [...output.matchAll(/\bicmp_seq=(\d+) ttl=/g)].map(([, number]) => Number(number)),
  );
  for (let sequence = 1; sequence <= sent; sequence++) if (!answered.has(sequence)) return sequence;
  return 1;
}

/** Ports that no lab's rules speak of, enough of them to know the packets of one connection by, whatever a NAT does to its addresses. */
const SOURCE_PORTS = [40_000, 50_000] as const;

/** What the packets of a probe of a port are traced by: a SYN and what it is answered with, or a datagram and its answer. */
const TRACED = {
  tcp: [' tcp flags & (syn | ack) == syn', ' tcp flags & (syn | rst) != 0x0'],
  udp: ['', ''],
} as const;

/** A TCP connection, or a datagram, to a port; that nobody listens there is an answer, too. */
export function portTrain(running: StartedLab, { from, to }: Parties, flow: PortFlow): Train {
  const own = randomInt(...SOURCE_PORTS);
  const { protocol, destinationPort } = flow;
  const [request, answer] = TRACED[protocol];
  const ports = (sport: number, dport: number): string =>
    `${protocol} sport ${sport} ${protocol} dport ${dport}`;
  const [out, back] = [ports(own, destinationPort), ports(destinationPort, own)];
  return {
    matches: [`${out}${request}`, `${back}${answer}`].map((each) =>
      isIpv6(to.address) ? `ip6 version 6 ${each}` : each,
    ),
    send: async () => {
      const ends = { source: from.address, sourcePort: own, address: to.address, flow };
      const { port: state, output } = await probePort(running, from.name, ends);
      return {
        sent: 1,
        received: state === null ? 0 : 1,
        rttMs: null,
        tcpPort: protocol === 'tcp' ? state : null,
        output,
        followed: { forward: new RegExp(`${out}\\b`), return: new RegExp(`${back}\\b`) },
      };
    },
  };
}
