import type { CustomerGateway, Lab, Router, RouterConnection } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed, ownedObjectNamed, routeTo } from './objects.ts';
import type { Owned } from './objects.ts';

/**
 * The customer gateway whose router has that name.
 * @throws {UsageError} if there is none.
 */
export function gatewayOfRouter({ customerGateways }: Lab, name: string): CustomerGateway {
  const routers = customerGateways.map((gateway) => ({ name: gateway.router.name, gateway }));
  return objectNamed('router', routers, name).gateway;
}

/**
 * The router's connection of that name, `<customer gateway>/<connection>` where two routers have it.
 * @throws {UsageError} if there is none.
 */
export function routerConnectionNamed(
  { customerGateways }: Lab,
  name: string,
): Owned<CustomerGateway, RouterConnection> {
  return ownedObjectNamed('connection', customerGateways, ({ router }) => router.connections, name);
}

/** Deletes a router's routes to a block, into whichever tunnels. */
export const deleteRouterRoutes: Edit<{
  readonly router: string;
  readonly destinationCidrBlock: string;
}> = (lab, { router: name, destinationCidrBlock }) => {
  const gateway = gatewayOfRouter(lab, name);
  const { router } = gateway;
  routeTo(router.name, router.routes, destinationCidrBlock);
  const routes = router.routes.filter((each) => each.destinationCidrBlock !== destinationCidrBlock);
  return withRouter(lab, gateway, { ...router, routes });
};

/** What of a router's connection can be modified. */
export type ConnectionSettings = Partial<
  Pick<RouterConnection, 'ikeProposals' | 'espProposals' | 'leftId' | 'preSharedKey'>
>;

/** Configures a router's connection otherwise. */
export const modifyRouterConnection: Edit<{
  readonly connection: string;
  readonly settings: ConnectionSettings;
}> = (lab, { connection: name, settings }) => {
  const { owner, item } = routerConnectionNamed(lab, name);
  const { router } = owner;
  const connections = replaced(router.connections, item, { ...item, ...settings });
  return withRouter(lab, owner, { ...router, connections });
};

/** Configures a router's BGP otherwise. */
export const modifyRouterBgp: Edit<{
  readonly router: string;
  readonly settings: Partial<Router['bgp']>;
}> = (lab, { router: name, settings }) => {
  const gateway = gatewayOfRouter(lab, name);
  const { router } = gateway;
  return withRouter(lab, gateway, { ...router, bgp: { ...router.bgp, ...settings } });
};

function withRouter(lab: Lab, gateway: CustomerGateway, router: Router): Lab {
  return { ...lab, customerGateways: replaced(lab.customerGateways, gateway, { ...gateway, router }) };
}
