import { hosts } from '../aws/hosts.ts';
import { withFacts } from '../causes/cause.ts';
import { VPN_CAUSES } from '../causes/vpn.ts';
import { stopped } from '../diagnosis/hop.ts';
import type { Hop } from '../diagnosis/hop.ts';
import { howRoutesFollow } from '../diagnosis/tunnel/unused.ts';
import { bound } from '../topology/graph/find.ts';
import { configuredTunnels } from '../topology/graph/tunnels.ts';
import { sightOf } from './come-back.ts';
import type { Scene } from './event.ts';

/**
 * The router's own part in a loss: it goes on routing into the tunnel that an event took away, while another one is up.
 * Its kernel is asked. Null if that is not so, or the tunnel has no interface.
 */
export async function routeIntoLostTunnel(scene: Scene): Promise<Hop | null> {
  const { running, router, tunnel, otherTunnels, pairs } = scene;
  const tunnels = configuredTunnels(running.definition).filter(
    (each) => each.customerGateway.router.name === router,
  );
  const connectionOf = (name: string | null) => tunnels.find((each) => each.tunnel.name === name)?.connection;
  const lost = connectionOf(tunnel);
  const sights = await sightOf(running, otherTunnels);
  const other = connectionOf(otherTunnels.find((each) => sights.get(each) === 'up') ?? null);
  const destination = hosts(running.definition).find(({ name }) => name === pairs[0]?.to)?.address;
  if (lost === undefined || other === undefined || destination === undefined) return null;
  const { stdout } = await running.node(router).run(`ip route get ${destination}`);
  const device = /\bdev (\S+)/.exec(stdout)?.[1];
  if (device === undefined || device !== lost.interface) return null;
  const facts = {
    connection: lost.name,
    otherConnection: other.name,
    how: howRoutesFollow(
      bound(
        running.definition.customerGateways.map((each) => each.router),
        router,
      ),
    ),
  };
  const evidence = `ip route get ${destination}: ${stdout.split('\n')[0]!.trim()}`;
  const place = { leg: 'forward', node: router, subject: 'route' } as const;
  return stopped(place, { ...withFacts(VPN_CAUSES.staticRouteIntoDeadTunnel, facts), evidence });
}
