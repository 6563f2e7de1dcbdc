import { DEFAULTS } from './defaults.ts';
import { mapEntries } from './entries.ts';
import type { Entry } from './entries.ts';
import { resolveCustomerGateway, siteOf } from './objects/customer-gateway/resolve.ts';
import { resolveDirectConnectGateway } from './objects/direct-connect-gateway/resolve.ts';
import { resolveExpectation } from './objects/expectation/resolve.ts';
import { resolveGateways } from './objects/gateway-kinds.ts';
import { resolveLink } from './objects/link/resolve.ts';
import { defaultAvailabilityZone, resolveVpc } from './objects/vpc/resolve.ts';
import { resolveVpnConnection, withRouterKeys } from './objects/vpn-connection/resolve.ts';
import type { ReadRouter } from './router-config/own-router.ts';
import type { RawLab } from './schema.ts';
import type { Lab, Tunnel } from './types.ts';

/** Reads what a customer gateway's router has of its owner's own, if anything; the tunnels are those that end there. */
export type ReadOwnRouter = (
  customerGateway: string,
  raw: Entry<RawLab['customerGateways']>,
  tunnels: readonly Tunnel[],
) => ReadRouter | undefined;

/**
 * Fills in every default. Takes a mended lab file too: what follows from a malformed value is then an empty text, and
 * the result is good for nothing but finding the other problems.
 */
export function resolveLab(raw: RawLab, readOwnRouter: ReadOwnRouter): Lab {
  const timers = raw.timers ?? DEFAULTS.timers;
  const zone = defaultAvailabilityZone(raw.vpcs);
  const gateways = resolveGateways(raw);
  const vpnConnections = mapEntries(raw.vpnConnections, (name, vpn) =>
    resolveVpnConnection(name, vpn, gateways, timers),
  );
  const sites = mapEntries(raw.customerGateways, (name, gateway) => {
    const tunnels = vpnConnections
      .filter((vpn) => vpn.customerGateway === name)
      .flatMap((vpn) => vpn.tunnels);
    return { name, gateway, tunnels, read: readOwnRouter(name, gateway, tunnels) };
  });
  return {
    name: raw.name,
    timers,
    prefixLists: mapEntries(raw.prefixLists, (name, { maxEntries, entries = [] }) => ({
      name,
      maxEntries,
      entries,
    })),
    vpcs: mapEntries(raw.vpcs, (name, vpc) => resolveVpc(name, vpc, gateways, zone)),
    gateways,
    directConnectGateways: mapEntries(raw.directConnectGateways, resolveDirectConnectGateway),
    internetHosts: mapEntries(raw.internetHosts, (name, { ipAddress, keyName = null }) => ({
      name,
      ipAddress,
      keyName,
    })),
    customerGateways: sites.map(({ name, gateway, tunnels, read }) =>
      resolveCustomerGateway(name, gateway, siteOf(raw.customerGateways ?? {}, name), read, tunnels, timers),
    ),
    vpnConnections: sites.reduce(
      (connected, { read }) =>
        read === undefined ? connected : connected.map((vpn) => withRouterKeys(vpn, read.tunnelKeys)),
      vpnConnections,
    ),
    links: (raw.links ?? []).map(resolveLink),
    expectations: (raw.expect ?? []).map(resolveExpectation),
  };
}
