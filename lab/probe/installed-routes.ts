import { advertisedRoutes, learnedPaths } from '../aws/bgp-routes.ts';
import { directConnectRoutes } from '../aws/direct-connect.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { isIpv6 } from '../topology/cidr.ts';
import { directConnectLink } from '../topology/graph/direct-connect.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import type { Lab, Router } from '../topology/types.ts';
import { readShownRoutes } from './shown-routes.ts';
import { said } from './said.ts';

/** A session that is ESTABLISHED, and what comes over it that its router can use; of an owner's own router all that comes. */
interface Learned {
  readonly router: string;
  readonly prefixes: readonly string[];
}

/**
 * Whether the kernels of routers have something of what came over each of these sessions, whichever way it leads: FRR's zebra
 * installs a route a moment after bgpd has learned it. What an owner's own router makes of a virtual interface is not asked.
 * @param links the names of virtual interfaces.
 */
export async function areInstalled(
  running: StartedLab,
  tunnels: readonly BgpTunnel[],
  links: readonly string[],
): Promise<boolean> {
  const { definition } = running;
  const sessions = [
    ...tunnels.map((tunnel) => overTunnel(definition, tunnel)),
    ...links.map((link) => overLink(definition, link)),
  ].filter(({ prefixes }) => prefixes.length > 0);
  const routers = [...new Set(sessions.map(({ router }) => router))];
  const installed = new Map(
    await Promise.all(
      routers.map(async (name) => [name, await blocksInKernel(running, name, sessions)] as const),
    ),
  );
  return sessions.every(({ router, prefixes }) =>
    prefixes.some((prefix) => installed.get(router)!.has(prefix)),
  );
}

function overTunnel(lab: Lab, session: BgpTunnel): Learned {
  const { router } = session.customerGateway;
  const routes =
    router.own === null
      ? learnedPaths(lab, router).filter(({ connection }) => connection === session.connection?.name)
      : advertisedRoutes(lab, session);
  return learned(router, routes);
}

function overLink(lab: Lab, name: string): Learned {
  const { router } = directConnectLink(lab, name).customerGateway;
  const routes = directConnectRoutes(lab, router).filter(({ link }) => link.virtualInterface.name === name);
  return learned(router, router.own === null ? routes : []);
}

function learned({ name }: Router, routes: readonly { readonly destinationCidrBlock: string }[]): Learned {
  return { router: name, prefixes: routes.map(({ destinationCidrBlock }) => destinationCidrBlock) };
}

/** What a router's kernel has routes for, of the IP versions that something was learned of. */
async function blocksInKernel(
  running: StartedLab,
  router: string,
  sessions: readonly Learned[],
): Promise<ReadonlySet<string>> {
  const prefixes = sessions.flatMap((session) => (session.router === router ? session.prefixes : []));
  const ofVersion = async (version: '-4' | '-6', everything: '0.0.0.0/0' | '::/0') =>
    readShownRoutes(await said(running, router, `ip ${version} -j route show`), everything);
  const routes = await Promise.all([
    prefixes.some((prefix) => !isIpv6(prefix)) ? ofVersion('-4', '0.0.0.0/0') : [],
    prefixes.some(isIpv6) ? ofVersion('-6', '::/0') : [],
  ]);
  return new Set(routes.flat().map(({ destinationCidrBlock }) => destinationCidrBlock));
}
