import { publicAddresses } from '../topology/graph/nodes.ts';
import { INTERNET } from '../topology/names.ts';
import { ping } from '../probe/ping.ts';
import type { PingResult } from '../probe/ping.ts';
import type { Judgement } from '../probe/verdict.ts';
import { captureDuring } from '../probe/wire.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

const TRAIN = { count: 5, intervalMs: 10, timeoutMs: 2000 };

/**
 * A host is answered by another, and all that the Internet sees meanwhile is ESP, bare or in UDP 4500, and IKE, between
 * the public addresses of the lab.
 */
export function encrypted(from: string, to: string): Check {
  return {
    title: `${from} reaches ${to} by ESP alone`,
    observe: async (running) => {
      const { result, packets } = await captureDuring(running, INTERNET, 'not arp and not ip6', () =>
        ping(running, from, to, TRAIN),
      );
      const addresses = publicAddresses(running.definition);
      return judgeEncrypted(result, packets, addresses);
    },
  };
}

/** Holds what the Internet saw, one line of `tcpdump -v` a packet, against what it may see. */
export function judgeEncrypted(
  { sent, received }: Pick<PingResult, 'sent' | 'received'>,
  packets: readonly string[],
  publicAddresses: readonly string[],
): Judgement {
  const failed = (evidence: string): Judgement => judgement(false, evidence);
  // Ping waits two round trips for the last answer, which may be late on a busy machine.
  if (received === 0) return failed(`none of ${sent} answered`);
  const clear = packets.find((packet) => !isEsp(packet) && !isIke(packet));
  if (clear !== undefined) return failed(`neither ESP nor IKE: ${clear}`);
  const foreign = packets.find((packet) =>
    addressesOf(packet).some((each) => !publicAddresses.includes(each)),
  );
  if (foreign !== undefined) return failed(`an address that is not public: ${foreign}`);
  const esp = packets.filter(isEsp);
  // Each packet of ESP is seen coming in and going out.
  if (esp.length < 4 * received) {
    return failed(`${esp.length} packets of ESP for ${received} requests and answers`);
  }
  const inUdp = esp.filter((packet) => packet.includes('UDP-encap: ')).length;
  return judgement(
    true,
    `${esp.length} packets of ESP on the Internet, ${inUdp} of them in UDP 4500, and nothing in clear`,
  );
}

/** Whether a line of tcpdump tells of a packet of ESP, bare or in UDP. */
export const isEsp = (packet: string): boolean => /: (?:UDP-encap: )?ESP\(spi=/.test(packet);
const isIke = (packet: string): boolean => /: (?:NONESP-encap: )?isakmp/.test(packet);

/** Source and destination of a packet. */
const addressesOf = (packet: string): string[] =>
  /(\d+\.\d+\.\d+\.\d+)\S* > (\d+\.\d+\.\d+\.\d+)/.exec(packet)?.slice(1) ?? [];
