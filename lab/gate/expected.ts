import { flowTo, isToPort, portText } from '../aws/flow.ts';
import type { Flow, ProbedPort } from '../aws/flow.ts';
import { given } from '../given.ts';
import { hostsIn } from '../topology/graph/host-groups.ts';
import type { Expectation, Lab } from '../topology/types.ts';

/** What an expectation says of one pair of hosts. */
export interface ExpectedPair extends Pick<Expectation, 'reachable' | 'via' | 'during' | 'maxOutageMs'> {
  /** Which expectation of the lab file, counted from 0. */
  readonly expectation: number;
  readonly from: string;
  readonly to: string;
  readonly port: ProbedPort;
  readonly flow: Flow;
  /** e.g. `onprem-server reaches vpc-a-host at TCP port 443` */
  readonly title: string;
}

/** Every pair of hosts that a lab's expectations are about, in the order of the lab file. Pure. */
export function expectedPairs(lab: Lab): ExpectedPair[] {
  return lab.expectations.flatMap((expectation, index) => {
    const members = (groups: readonly string[]): string[] => [
      ...new Set(groups.flatMap((group) => hostsIn(lab, group))),
    ];
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
          port,
          flow,
          reachable,
          via,
          during,
          maxOutageMs,
          title: titleOf(from, to, expectation, flow),
        })),
    );
  });
}

function titleOf(
  from: string,
  to: string,
  { reachable, via, during, maxOutageMs }: Expectation,
  flow: Flow,
): string {
  return [
    `${from} ${reachable ? 'reaches' : 'does not reach'} ${to}`,
    ...(isToPort(flow) ? [`at ${portText(flow)}`] : []),
    ...(via === null ? [] : [`by ${via}`]),
    ...(during === null ? [] : [`during ${[during.fault, ...Object.values(during.parameters)].join(' ')}`]),
    ...(maxOutageMs === null ? [] : [`within ${maxOutageMs} ms`]),
  ].join(' ');
}
