import { flowTo, isToPort, portText } from '../aws/flow.ts';
import type { Flow, ProbedPort } from '../aws/flow.ts';
import { given } from '../given.ts';
import { hosts } from '../aws/hosts.ts';
import { hostsIn } from '../topology/graph/host-groups.ts';
import { carriedVersion, hasIpv6, IP_VERSIONS, overVersion } from '../topology/graph/ip-versions.ts';
import { tunnelsOf } from '../topology/graph/tunnels.ts';
import type { Expectation, IpVersion, Lab } from '../topology/types.ts';

/** What an expectation says of one pair of hosts. */
export interface ExpectedPair extends Pick<Expectation, 'reachable' | 'via' | 'during' | 'maxOutageMs'> {
  /** Which expectation of the lab file, counted from 0. */
  readonly expectation: number;
  readonly from: string;
  readonly to: string;
  readonly ipVersion: IpVersion;
  readonly port: ProbedPort;
  /** What is sent; a ping is one of the version. */
  readonly flow: Flow;
  /** e.g. `onprem-server reaches vpc-a-host at TCP port 443` */
  readonly title: string;
}

/**
 * Every pair of hosts that a lab's expectations are about, in the order of the lab file: over each IP version that both hosts have
 * an address of, unless an expectation says one. Pure.
 */
export function expectedPairs(lab: Lab): ExpectedPair[] {
  return lab.expectations.flatMap((expectation, index) =>
    IP_VERSIONS.filter((version) => isAbout(lab, expectation, version)).flatMap((ipVersion) =>
      pairsOf(lab, { expectation, index, ipVersion }),
    ),
  );
}

/** What a fault does is measured over IPv4; a tunnel carries one version. */
function isAbout(lab: Lab, { ipVersion, via, during }: Expectation, version: IpVersion): boolean {
  if (ipVersion !== null && ipVersion !== version) return false;
  if (version === 'ipv6' && (during !== null || !hasIpv6(lab))) return false;
  const carrier = tunnelsOf(lab).find(({ tunnel }) => tunnel.name === via);
  return carrier === undefined || carriedVersion(carrier.vpnConnection) === version;
}

interface Expected {
  readonly expectation: Expectation;
  readonly index: number;
  readonly ipVersion: IpVersion;
}

function pairsOf(lab: Lab, { expectation, index, ipVersion }: Expected): ExpectedPair[] {
  const seen = overVersion(lab, ipVersion);
  const known = new Set(hosts(seen).map(({ name }) => name));
  const members = (groups: readonly string[]): string[] =>
    [...new Set(groups.flatMap((group) => hostsIn(seen, group)))].filter((name) => known.has(name));
  const { reachable, tcpPort, udpPort, via, during, maxOutageMs } = expectation;
  const port = given({ tcpPort: tcpPort ?? undefined, udpPort: udpPort ?? undefined });
  const flow = flowTo(port);
  const asked = members(expectation.to);
  return members(expectation.from).flatMap((from) =>
    asked
      .filter((to) => to !== from)
      .map((to): ExpectedPair => ({
        expectation: index,
        from,
        to,
        ipVersion,
        port,
        flow,
        reachable,
        via,
        during,
        maxOutageMs,
        title: titleOf(from, to, { ...expectation, ipVersion }, flow),
      })),
  );
}

function titleOf(
  from: string,
  to: string,
  { reachable, ipVersion, via, during, maxOutageMs }: Expectation,
  flow: Flow,
): string {
  return [
    `${from} ${reachable ? 'reaches' : 'does not reach'} ${to}`,
    ...(isToPort(flow) ? [`at ${portText(flow)}`] : []),
    ...(ipVersion === 'ipv6' ? ['over IPv6'] : []),
    ...(via === null ? [] : [`by ${via}`]),
    ...(during === null ? [] : [`during ${[during.fault, ...Object.values(during.parameters)].join(' ')}`]),
    ...(maxOutageMs === null ? [] : [`within ${maxOutageMs} ms`]),
  ].join(' ');
}
