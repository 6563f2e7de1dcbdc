import { routerConnection } from '../../ike/router-connection.ts';
import { addressAt, prefixLength } from '../../topology/cidr.ts';
import type {
  CustomerGateway,
  Router,
  RouterConnection,
  RouterRoute,
  TimerProfile,
  Tunnel,
} from '../../topology/types.ts';
import type { Dataplane } from '../dataplane/types.ts';
import { interfaceTo } from '../names.ts';
import {
  askSoon,
  CHILD_SA_PROTOCOL,
  childSaFiles,
  daemonNames,
  ikeFiles,
  nodeFiles,
  UPDOWN,
} from '../node-files.ts';
import type { ChildSaSetup } from '../node-files.ts';
import { FORWARDER } from '../sysctls.ts';
import type { NodePlan } from '../types.ts';

/** The router's bridge of the inside subnet. */
export const INSIDE_BRIDGE = 'eth1';

/** nftables table of the MSS clamp. */
export const MSS_TABLE = 's2s_mss';

/** The port of the router's inside bridge for each host behind it. */
export function hostInterfaces({ hosts }: CustomerGateway): ReadonlyMap<string, string> {
  return new Map(hosts.map(({ name }, index) => [name, interfaceTo(name, index)]));
}

/**
 * The on-premises router: strongSwan, a tunnel interface for each connection, and routes by metric.
 * `tunnels` are those of the lab; a connection takes the pre-shared key of its tunnel unless it has one of its own.
 */
export function onPremRouterNode(
  gateway: CustomerGateway,
  tunnels: readonly Tunnel[],
  timers: TimerProfile,
  dataplane: Dataplane,
): NodePlan {
  const { router } = gateway;
  const childSaRoutes = router.routing === 'childSa' ? routesOfChildSas(router) : [];
  const plan = dataplane.vpn(
    router.connections.map((connection) => ({
      connection: (plane) =>
        routerConnection(connection, {
          ...plane,
          localAddress: router.privateIpAddress,
          updown: childSaRoutes.some((each) => each.connection === connection.name) ? UPDOWN : null,
        }),
      interface: connection.name,
      id: connection.mark,
      kind: router.tunnelInterface,
      insideAddress: connection.insideLocal,
      mtu: connection.mtu,
      outsideLocal: router.privateIpAddress,
      outsideRemote: connection.right,
      initiates: connection.auto !== 'add',
      commands: [],
    })),
  );
  return {
    name: router.name,
    role: 'onprem-router',
    image: 'vpn',
    sysctls: {
      ...FORWARDER,
      // As the AWS sample sets them on each VTI; interfaces made later inherit them.
      'net.ipv4.conf.default.rp_filter': '2',
      'net.ipv4.conf.default.disable_policy': '1',
    },
    devices: plan.devices,
    daemons: daemonNames(plan.daemons),
    files: [
      ...nodeFiles({
        setup: [
          `link add ${INSIDE_BRIDGE} type bridge`,
          `address add ${router.insideIpAddress}/${prefixLength(router.insideCidrBlock)} dev ${INSIDE_BRIDGE}`,
          `link set dev ${INSIDE_BRIDGE} up`,
          askSoon(INSIDE_BRIDGE),
          ...plan.setup,
        ],
        firewall: (router.clampMss ? mssClamp(router.connections) : '') + plan.firewall,
        links: {
          eth0: [
            `address add ${router.privateIpAddress}/${prefixLength(router.outsideCidrBlock)} dev eth0`,
            'link set dev eth0 up',
            `route add default via ${addressAt(router.outsideCidrBlock, 1)}`,
            ...(router.routing === 'static' ? staticRoutes(router) : []),
          ],
          ...Object.fromEntries(
            [...hostInterfaces(gateway).values()].map((name) => [
              name,
              [`link set dev ${name} master ${INSIDE_BRIDGE} up`],
            ]),
          ),
        },
      }),
      ...childSaRoutes.flatMap(childSaFiles),
      ...ikeFiles(plan.daemons, dataplane.name, timers),
    ],
    keys: router.connections.map(({ name, tunnel, preSharedKey }) => ({
      connection: name,
      tunnel,
      preSharedKey: preSharedKey ?? tunnels.find((each) => each.name === tunnel)!.preSharedKey,
    })),
  };
}

/** They come with eth0, whose address they name as source, and go when that address goes. */
function staticRoutes(router: Router): string[] {
  return router.routes.map((route) => `route replace ${routeText(router, route)}`);
}

/** The routes of a connection come with its first CHILD_SA and go with its last, as aws-updown.sh has it. */
function routesOfChildSas(router: Router): ChildSaSetup[] {
  return router.connections.flatMap(({ name: connection }) => {
    const routes = router.routes
      .filter((route) => route.connection === connection)
      .map((route) => `${routeText(router, route)} proto ${CHILD_SA_PROTOCOL}`);
    if (routes.length === 0) return [];
    return {
      connection,
      up: routes.map((route) => `route replace ${route}`),
      down: routes.map((route) => `route del ${route}`),
    };
  });
}

/**
 * A route into a tunnel names the router's address as source: otherwise the router's own packets would carry the
 * inside address, which nothing in AWS has a route to.
 */
function routeText(
  { privateIpAddress }: Router,
  { destinationCidrBlock, connection, metric }: RouterRoute,
): string {
  return `${destinationCidrBlock} dev ${connection} metric ${metric} src ${privateIpAddress}`;
}

/** nft rules that clamp the MSS of what is forwarded into a tunnel to the tunnel interface's MTU. */
export function mssClamp(connections: readonly RouterConnection[]): string {
  const names = connections.map(({ name }) => `"${name}"`).join(', ');
  return `table ip ${MSS_TABLE} {
  chain forward {
    type filter hook forward priority mangle
    oifname { ${names} } tcp flags syn tcp option maxseg size set rt mtu
  }
}
`;
}
