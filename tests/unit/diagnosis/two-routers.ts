import type { KernelState, NodeObservation, Observation } from '../../../lab/diagnosis/observation.ts';
import { kernelWith } from './fixtures.ts';

const nodeWith = (kernel: KernelState, keepalived?: boolean): NodeObservation => ({
  ...{ down: null, daemons: {}, ikeLog: [], kernel },
  ...(keepalived === undefined ? {} : { keepalived }),
});

/** A router of the lab of two-routers as it is at its LAN. */
interface AtLan {
  /** Whether it has the virtual address. */
  readonly holds?: boolean;
  readonly keepalived?: boolean;
  readonly ruleset?: readonly string[];
}

/** What the nodes of the lab of two-routers have: `onprem-router`, `onprem-2-router`, and the server, which knows the MAC address of the second. */
export function observedAtLan(first: AtLan, second: AtLan): Observation {
  const router = (
    own: string,
    mac: string,
    { holds = false, keepalived = true, ruleset = [] }: AtLan,
  ): NodeObservation =>
    nodeWith(
      kernelWith({
        links: [
          `2: eth1@if5: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP\\    link/ether ${mac} brd ff`,
        ],
        addresses: [
          `2: eth1    inet ${own}/20 scope global eth1`,
          ...(holds ? ['2: eth1    inet 10.30.128.254/20 scope global secondary eth1'] : []),
        ],
        ruleset,
      }),
      keepalived,
    );
  return {
    at: '',
    dataplane: 'userspace',
    nodes: {
      'onprem-router': router('10.30.128.1', '02:00:00:00:00:01', first),
      'onprem-2-router': router('10.30.128.2', '02:00:00:00:00:02', second),
      'onprem-server': nodeWith(
        kernelWith({
          addresses: ['2: eth0    inet 10.30.141.20/20 scope global eth0'],
          rules: ['0:\tfrom all lookup local', '32766:\tfrom all lookup main'],
          routes: ['default via 10.30.128.254 dev eth0'],
          neighbours: ['10.30.128.254 dev eth0 lladdr 02:00:00:00:00:02 REACHABLE'],
        }),
      ),
    },
  };
}
