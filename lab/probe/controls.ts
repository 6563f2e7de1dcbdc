import { bound } from '../topology/graph/find.ts';
import { echoOver } from '../aws/flow.ts';
import type { Host } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { INTERNET_ADDRESS } from '../plan/addresses.ts';
import { addressAt } from '../topology/cidr.ts';
import { insideSubnetOf, outsideSubnet } from '../topology/graph/sites.ts';
import { sweep } from './sweep.ts';
import type { Train } from './sweep.ts';

const CONTROL = { count: 1, intervalMs: 100, timeoutMs: 500 };

/**
 * The control of hosts that took part in no answered ping: a host's own link and stack work if its gateway answers.
 * @returns the names of those that work.
 */
export async function workingHosts(
  running: StartedLab,
  hosts: readonly Host[],
): Promise<ReadonlySet<string>> {
  if (hosts.length === 0) return new Set();
  const pings = await sweep(
    running,
    hosts.map((host) => ({
      from: host.name,
      ...towardsGateway(host),
      flow: echoOver(running.definition),
      ...CONTROL,
    })),
  );
  return new Set(pings.filter(({ received }) => received > 0).map(({ from }) => from));
}

/** The next hop of a host: what it can reach if its own link and stack work. A provider knows a router's outside address only. */
function towardsGateway(host: Host): Pick<Train, 'source' | 'addresses'> {
  if (host.kind === 'instance') {
    const subnet = bound(host.vpc.subnets, host.instance.subnet);
    return { addresses: [addressAt(subnet.cidrBlock, 1)] };
  }
  if (host.kind === 'internet') return { addresses: [INTERNET_ADDRESS] };
  const { router, hosts } = host.customerGateway;
  const self = hosts.find(({ name }) => name === host.name);
  const inside = self === undefined ? undefined : insideSubnetOf(router, self);
  if (inside !== undefined) return { addresses: [inside.defaultGateway] };
  const { ipAddress } = outsideSubnet(host.customerGateway);
  return { ...(self === undefined && { source: router.privateIpAddress }), addresses: [ipAddress] };
}
