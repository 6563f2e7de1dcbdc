import type { CustomerGateway, Lab, OwnRouter, SeenSession } from '../../topology/types.ts';
import { tunnelDevicesOf } from '../kernel/tunnel-devices.ts';
import { connectionsOf } from './connections.ts';
import { peerRoutesOf } from './peer-routes.ts';
import { routesOf } from './routes.ts';
import type { SeenRouter } from './seen-router.ts';

/**
 * A lab with what was seen of its owners' own routers: the connections that their IKE daemons have loaded, each with the
 * tunnel that it leads to and its device, and what their kernels route into them. All that predicts, shows or explains
 * goes on from there as with routers that the lab configures. What the owner evidently means counts: a route into a
 * device that has a tunnel's inside address is meant for that tunnel, whether or not its ESP takes it there.
 * @param seen by the names of the routers; one that is missing, as where it does not run, has nothing.
 * @param sessions what AWS has learned from them by BGP, by the names of the routers; of one that is missing its configuration
 * counts.
 */
export function labAsSeen(
  lab: Lab,
  seen: ReadonlyMap<string, SeenRouter>,
  sessions: ReadonlyMap<string, readonly SeenSession[]> = new Map(),
): Lab {
  return {
    ...lab,
    customerGateways: lab.customerGateways.map((gateway) => {
      const { own, bgp, name } = gateway.router;
      if (own === null) return gateway;
      const router = { ...gateway.router, bgp: { ...bgp, seen: sessions.get(name) ?? null } };
      return gatewayAsSeen(lab, { ...gateway, router }, own, seen);
    }),
  };
}

function gatewayAsSeen(
  lab: Lab,
  gateway: CustomerGateway,
  own: OwnRouter,
  seen: ReadonlyMap<string, SeenRouter>,
): CustomerGateway {
  const { router } = gateway;
  const found = seen.get(router.name);
  if (found === undefined) return { ...gateway, router: { ...router, connections: [], routes: [] } };
  const connections = connectionsOf(lab, gateway, own, found);
  const peerRoutes = peerRoutesOf(lab, gateway, found.kernel);
  const hasUpdown = found.conns.some(({ updown }) => updown !== null);
  return {
    ...gateway,
    router: {
      ...router,
      connections,
      routes: routesOf(lab, gateway, connections, found),
      ...(peerRoutes.length === 0 ? {} : { peerRoutes }),
      routing: hasUpdown ? 'childSa' : 'static',
      tunnelInterface: tunnelDevicesOf(found.kernel).some(({ kind }) => kind === 'xfrm') ? 'xfrm' : 'vti',
    },
  };
}
