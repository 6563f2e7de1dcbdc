import { DEFAULTS } from './defaults.ts';
import { mapEntries } from './entries.ts';
import type { Entry } from './entries.ts';
import { resolveCustomerGateway } from './objects/customer-gateway/resolve.ts';
import type { ConfiguredRouter } from './objects/customer-gateway/resolve.ts';
import { resolveGateways } from './objects/gateway-kinds.ts';
import { resolveLink } from './objects/link/resolve.ts';
import { resolveVpc } from './objects/vpc/resolve.ts';
import { resolveVpnConnection } from './objects/vpn-connection/resolve.ts';
import type { RawLab } from './schema.ts';
import type { Lab, Tunnel } from './types.ts';

/** Reads the configuration files of a customer gateway's router, if it has any; the tunnels are those that end there. */
export type ReadConfiguration = (
  customerGateway: string,
  raw: Entry<RawLab['customerGateways']>,
  tunnels: readonly Tunnel[],
) => ConfiguredRouter | undefined;

/**
 * Fills in every default. Takes a mended lab file too: what follows from a malformed value is then an empty text, and
 * the result is good for nothing but finding the other faults.
 */
export function resolveLab(raw: RawLab, readConfiguration: ReadConfiguration): Lab {
  const timers = raw.timers ?? DEFAULTS.timers;
  const gateways = resolveGateways(raw);
  const vpnConnections = mapEntries(raw.vpnConnections, (name, vpn) =>
    resolveVpnConnection(name, vpn, gateways, timers),
  );
  return {
    name: raw.name,
    timers,
    vpcs: mapEntries(raw.vpcs, (name, vpc) => resolveVpc(name, vpc, gateways)),
    gateways,
    customerGateways: mapEntries(raw.customerGateways, (name, gateway) => {
      const tunnels = vpnConnections
        .filter((vpn) => vpn.customerGateway === name)
        .flatMap((vpn) => vpn.tunnels);
      return resolveCustomerGateway(
        name,
        gateway,
        readConfiguration(name, gateway, tunnels),
        tunnels,
        timers,
      );
    }),
    vpnConnections,
    links: (raw.links ?? []).map(resolveLink),
  };
}
