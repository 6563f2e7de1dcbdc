import { learnedPaths } from '../aws/bgp-routes.ts';
import { directConnectRoutes } from '../aws/direct-connect.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { isIpv6 } from '../topology/cidr.ts';
import { directConnectLink } from '../topology/graph/direct-connect.ts';
import type { BgpTunnel } from '../topology/graph/bgp.ts';
import type { Lab, Router } from '../topology/types.ts';
import { readShownRoutes } from './shown-routes.ts';
import { said } from './said.ts';

/** A session that is ESTABLISHED, and what comes over it that its router can use. */
interface Learned {
  readonly router: string;
  readonly prefixes: readonly string[];
}

/**
 * Whether the kernels of routers that the lab configures have something of what came over each of these sessions, whichever way it
 * leads: FRR's zebra installs a route a moment after bgpd has learned it.
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

function overTunnel(lab: Lab, { customerGateway: { router }, connection }: BgpTunnel): Learned {
  return learned(router, () =>
    learnedPaths(lab, router).filter((path) => path.connection === connection?.name),
  );
}

function overLink(lab: Lab, name: string): Learned {
  const { router } = directConnectLink(lab, name).customerGateway;
  return learned(router, () =>
    directConnectRoutes(lab, router).filter(({ link }) => link.virtualInterface.name === name),
  );
}

/** What an owner's own router makes of what it is told is its own affair. */
function learned(
  { name, own }: Router,
  routes: () => readonly { readonly destinationCidrBlock: string }[],
): Learned {
  const prefixes = own === null ? routes().map(({ destinationCidrBlock }) => destinationCidrBlock) : [];
  return { router: name, prefixes };
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
