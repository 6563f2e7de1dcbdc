import { TIMERS } from '../../topology/timers.ts';
import { routerConnection } from '../../ike/router-connection.ts';
import { bound } from '../../topology/graph/find.ts';
import { OUTSIDE_INTERFACE } from '../../topology/graph/interfaces.ts';
import type { NodeOf } from '../../topology/graph/nodes.ts';
import { tunnelInterfaces, tunnelOf } from '../../topology/graph/tunnels.ts';
import { hostAddress } from '../../topology/graph/sites.ts';
import type { Lab, Router, RouterConnection, RouterRoute } from '../../topology/types.ts';
import { CHILD_SA_PROTOCOL, UPDOWN } from '../child-sa.ts';
import type { ChildSaPlan } from '../child-sa.ts';
import { route } from '../commands/ip-route.ts';
import type { IpRoute } from '../commands/ip-route.ts';
import { clampMss } from '../commands/nft-rule.ts';
import type { NftTable } from '../commands/nft.ts';
import type { Dataplane, VpnEnd } from '../dataplane/types.ts';
import { nodePlan } from '../node-plan.ts';
import { FORWARDER, MULTIPATH } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';
import { besideBgp, routerFrr } from './bgp.ts';
import { ownRouterNode } from './own-router.ts';
import { routerCertificates } from './certificates.ts';
import { routerInterfaces } from './router-interfaces.ts';
import { routerKeepalived } from './vrrp.ts';

/** nftables table of the MSS clamp. */
export const MSS_TABLE = 's2s_mss';

/**
 * The on-premises router: strongSwan, a tunnel interface for each connection, and routes by metric.
 * A connection takes the pre-shared key of its tunnel unless it has one of its own.
 */
export function onPremRouterNode(
  { customerGateway }: NodeOf<'onprem-router'>,
  lab: Lab,
  dataplane: Dataplane,
): NodePlan {
  const configured = customerGateway.router;
  if (configured.own !== null) return ownRouterNode(customerGateway, configured.own, lab, dataplane.name);
  const frr = routerFrr(lab, customerGateway);
  const routing = [...frr, ...routerKeepalived(lab, customerGateway)];
  const router = frr.length === 0 ? configured : besideBgp(configured);
  const source = hostAddress(customerGateway);
  const childSas = router.routing === 'childSa' ? routesOfChildSas(router, source) : [];
  const vpn = dataplane.vpn(vpnEnds(router, childSas), TIMERS[lab.timers].retransmit);
  const { setup, outside, inside } = routerInterfaces(customerGateway, lab);
  return nodePlan({
    name: router.name,
    role: 'onprem-router',
    image: routing.length === 0 ? 'vpn' : 'bgp',
    sysctls: {
      ...FORWARDER,
      // As the AWS sample sets them on each VTI; interfaces made later inherit them.
      'net.ipv4.conf.default.rp_filter': '2',
      'net.ipv4.conf.default.disable_policy': '1',
      ...(frr.length > 0 && router.bgp.maximumPaths > 1 ? MULTIPATH : {}),
    },
    ...vpn,
    services: [...vpn.services, ...routing],
    setup: [...setup, ...vpn.setup],
    firewall: [...(router.clampMss ? [mssClamp(router, lab.ipVersion)] : []), ...vpn.firewall],
    interfaces: {
      [OUTSIDE_INTERFACE]: [
        ...outside,
        // They name its address as source, and go when that address goes.
        ...(router.routing === 'static'
          ? router.routes.map((each) => tunnelRoute(router, each, source))
          : []),
      ],
      ...inside,
    },
    childSas,
    certificates: routerCertificates(customerGateway),
    keys: router.connections.map(({ name, tunnel, preSharedKey }) => ({
      connection: name,
      tunnel,
      preSharedKey: preSharedKey ?? tunnelOf(lab, tunnel).tunnel.preSharedKey,
    })),
  });
}

function vpnEnds(router: Router, childSas: readonly ChildSaPlan[]): VpnEnd[] {
  const { privateIpAddress, connections, tunnelInterface } = router;
  return connections.map((connection) => ({
    connection: routerConnection(connection, {
      ...(router.certificate === undefined ? {} : { certificate: router.name }),
      localAddress: privateIpAddress,
      updown: childSas.some((each) => each.connection === connection.name) ? UPDOWN : null,
    }),
    interface: deviceOf(connection),
    id: connection.mark,
    kind: tunnelInterface,
    insideAddress: connection.insideLocal,
    mtu: connection.mtu,
    outsideLocal: privateIpAddress,
    outsideRemote: connection.right,
    commands: [],
  }));
}

/** The routes of a connection come with its first CHILD_SA and go with its last, as aws-updown.sh has it. */
function routesOfChildSas(router: Router, source: string): ChildSaPlan[] {
  return router.connections.flatMap(({ name: connection }) => {
    const up = router.routes
      .filter((each) => each.connection === connection)
      .map((each) => ({ ...tunnelRoute(router, each, source), protocol: CHILD_SA_PROTOCOL }));
    return up.length === 0 ? [] : { connection, up, down: up.map((each) => ({ ...each, verb: 'del' })) };
  });
}

/**
 * A route into a tunnel names the router's address as source: otherwise the router's own packets would carry the
 * inside address, which nothing in AWS has a route to.
 */
function tunnelRoute(
  { connections }: Router,
  { destinationCidrBlock, connection, metric }: RouterRoute,
  source: string,
): IpRoute {
  const dev = deviceOf(bound(connections, connection));
  return route(destinationCidrBlock, { verb: 'replace', dev, metric, src: source });
}

/** A connection that the lab configures always has one. */
const deviceOf = ({ name, interface: device }: RouterConnection): string => device ?? name;

/** Clamps the MSS of what is forwarded into a tunnel to the tunnel interface's MTU; a router without connections has no rule. */
export function mssClamp(router: Router, ipVersion?: Lab['ipVersion']): NftTable {
  const names = tunnelInterfaces(router).map((name) => `"${name}"`);
  return {
    family: ipVersion === 'ipv6' ? 'ip6' : 'ip',
    name: MSS_TABLE,
    chains: [
      {
        name: 'forward',
        hook: { type: 'filter', at: 'forward', priority: 'mangle' },
        rules: names.length === 0 ? [] : [clampMss(`oifname { ${names.join(', ')} }`)],
      },
    ],
  };
}
