import type { Host } from './hosts.ts';

/**
 * The address by which one host speaks to another: from the Internet the public one, if there is one. From anywhere else the
 * private one, by which an instance is known inside its VPC and beyond its gateways.
 */
export function addressTowards(from: Pick<Host, 'kind'>, to: Host): string {
  return from.kind === 'internet' ? (publicAddressOf(to) ?? to.address) : to.address;
}

/** The public address that a host is reached by from the Internet; null if it has none. */
function publicAddressOf(host: Host): string | null {
  switch (host.kind) {
    case 'internet':
      return host.address;
    case 'instance':
      return host.instance.publicIpAddress;
    case 'onPremises':
      return host.name === host.customerGateway.router.name ? host.customerGateway.ipAddress : null;
  }
}
