import { describeSession, isEstablished } from '../bgp/session-state.ts';
import { because } from '../causes/catalogue.ts';
import type { MetCause } from '../causes/cause.ts';
import { withoutPrefix } from '../topology/cidr.ts';
import { directConnectLinksOf } from '../topology/graph/direct-connect.ts';
import type { CustomerGateway } from '../topology/types.ts';
import type { Scene } from './scene.ts';

/** A virtual interface of a site, as AWS's end has its BGP session. */
export interface SeenLink {
  readonly virtualInterface: string;
  readonly isUp: boolean;
  /** What its session is to packets if it is down. */
  readonly cause: MetCause;
  /** e.g. `dx-1: BGP session Connect (Error: BFD session down)` */
  readonly evidence: string;
}

/** The virtual interfaces of a site's router, of what they carry: IPv4. */
export function seenLinks({ lab, observation }: Scene, { router }: CustomerGateway): SeenLink[] {
  if (lab.ipVersion === 'ipv6') return [];
  return directConnectLinksOf(lab, router).map(({ virtualInterface, directConnectGateway }) => {
    const { name } = virtualInterface;
    const awsAddress = withoutPrefix(virtualInterface.amazonAddress);
    const seen = observation.nodes[name]?.bgp ?? null;
    const state = describeSession(seen);
    const asn = directConnectGateway.amazonSideAsn;
    const facts = { virtualInterface: name, router: router.name, state, awsAddress, asn };
    return {
      virtualInterface: name,
      isUp: isEstablished(seen),
      cause: because('directConnectSessionDown', facts),
      evidence: `${name}: BGP session ${state}`,
    };
  });
}
