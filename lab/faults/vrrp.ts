import { UsageError } from '../errors.ts';
import { gatewayOfRouter } from '../topology/edits/router.ts';
import { virtualAddresses } from '../topology/graph/virtual-addresses.ts';
import type { Lab, Router } from '../topology/types.ts';

/**
 * The router of that name, which shares an address with others of its site.
 * @throws {UsageError} if there is none, or it shares none.
 */
export function vrrpRouterNamed(lab: Lab, name: string): Router {
  const { router, site } = gatewayOfRouter(lab, name);
  if (virtualAddresses(lab).some(({ routers }) => routers.some((each) => each.name === router.name)))
    return router;
  throw new UsageError({
    key: 'router',
    value: name,
    what: 'shares no address with another router by VRRP',
    hint: `name a router of a site with several, whose lab file says virtualIpAddress at customerGateways.${site}`,
  });
}
