import type { Host } from '../aws/hosts.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { addressAt } from '../topology/cidr.ts';
import { ping } from './ping.ts';

const CONTROL = { count: 1, timeoutMs: 500 };

/** The control of a host that took part in no answered ping: its own link and stack work, for its gateway answers. */
export async function hostWorks(lab: StartedLab, host: Host): Promise<boolean> {
  const { received } = await ping(lab, host.name, gatewayAddress(host), CONTROL);
  return received > 0;
}

/** The next hop of a host: what it can reach if its own link and stack work. */
function gatewayAddress(host: Host): string {
  if (host.kind === 'instance') {
    const subnet = host.vpc.subnets.find(({ name }) => name === host.instance.subnet)!;
    return addressAt(subnet.cidrBlock, 1);
  }
  const { router } = host.customerGateway;
  return host.name === router.name ? addressAt(router.outsideCidrBlock, 1) : router.insideIpAddress;
}
