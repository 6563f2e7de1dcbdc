import { DEFAULTS } from './defaults.ts';
import { mapEntries } from './entries.ts';
import type { Entry } from './entries.ts';
import { attachmentOf } from './gateways.ts';
import { resolveCustomerGateway } from './resolve-customer-gateway.ts';
import type { ConfiguredRouter } from './resolve-customer-gateway.ts';
import type { RawLab } from './schema.ts';
import { parsePortRange } from './schema/security-group.ts';
import { TIMERS } from './timers.ts';
import { TUNNEL_OPTION_DEFAULTS } from './tunnel-options.ts';
import type {
  Gateway,
  Lab,
  Link,
  RouteTarget,
  SecurityGroupRule,
  TimerProfile,
  TransitGateway,
  Tunnel,
  TunnelOptions,
  Vpc,
  VpnConnection,
} from './types.ts';

type RawVpc = Entry<RawLab['vpcs']>;
type RawTransitGateway = Entry<RawLab['transitGateways']>;
type RawVpnConnection = Entry<RawLab['vpnConnections']>;
type RawTunnelOptions = NonNullable<Entry<RawVpnConnection['tunnels']>['options']>;
type RawLink = NonNullable<RawLab['links']>[number];
type RawRule = NonNullable<Entry<RawVpc['securityGroups']>['ingress']>[number];

const ALLOW_ALL: SecurityGroupRule = { protocol: 'all', ports: null, cidrIp: '0.0.0.0/0' };

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

/** Of a malformed link an end may be missing. */
function resolveLink({ between: [one = '', other = ''], ...given }: RawLink): Link {
  const { delayMs = 0, jitterMs = 0, lossPercent = 0, rateMbps = 0 } = given;
  return { between: [one, other], delayMs, jitterMs, lossPercent, rateMbps };
}

function resolveVpc(name: string, raw: RawVpc, gateways: readonly Gateway[]): Vpc {
  return {
    name,
    cidrBlock: raw.cidrBlock,
    subnets: mapEntries(raw.subnets, (subnet, { cidrBlock, routeTable }) => ({
      name: subnet,
      cidrBlock,
      routeTable,
    })),
    routeTables: mapEntries(raw.routeTables, (table, { routes = [] }) => ({
      name: table,
      routes: routes.map(({ destinationCidrBlock, target }) => ({
        destinationCidrBlock,
        target: resolveTarget(target, gateways),
      })),
    })),
    securityGroups: mapEntries(raw.securityGroups, (group, { ingress = [], egress }) => ({
      name: group,
      ingress: ingress.map(resolveRule),
      egress: egress?.map(resolveRule) ?? [ALLOW_ALL],
    })),
    instances: mapEntries(raw.instances, (instance, { subnet, privateIpAddress, securityGroups }) => ({
      name: instance,
      subnet,
      privateIpAddress,
      securityGroups,
    })),
  };
}

function resolveRule({ cidrIp, protocol, port, ports, fromPort, toPort }: RawRule): SecurityGroupRule {
  const range = (from: number, to: number): SecurityGroupRule => ({ protocol, ports: { from, to }, cidrIp });
  if (port !== undefined) return range(port, port);
  if (fromPort !== undefined && toPort !== undefined && fromPort >= 0) return range(fromPort, toPort);
  return { protocol, ports: (ports !== undefined ? parsePortRange(ports) : undefined) ?? null, cidrIp };
}

/** A word for a kind of gateway means the only one of it. What means none keeps its text, for the rules to report. */
function resolveTarget(text: string, gateways: readonly Gateway[]): RouteTarget {
  if (text === 'blackhole') return { kind: text };
  const ofKind = gateways.filter(({ kind }) => kind === text);
  const gateway = gateways.find(({ name }) => name === text) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
  return { kind: gateway?.kind ?? 'transitGateway', name: gateway?.name ?? text };
}

function resolveGateways({ transitGateway, transitGateways }: RawLab): Gateway[] {
  return [
    ...(transitGateway === undefined
      ? []
      : [resolveTransitGateway(transitGateway.name ?? DEFAULTS.transitGatewayName, transitGateway)]),
    ...mapEntries(transitGateways, resolveTransitGateway),
  ];
}

function resolveTransitGateway(gateway: string, raw: RawTransitGateway): TransitGateway {
  return {
    kind: 'transitGateway',
    name: gateway,
    amazonSideAsn: raw.amazonSideAsn ?? DEFAULTS.amazonSideAsn,
    attachments: mapEntries(raw.attachments, (name, { vpc, vpnConnection }) => ({
      name,
      resourceType: vpc !== undefined ? 'vpc' : 'vpn',
      resource: vpc ?? vpnConnection ?? '',
    })),
    routeTables: mapEntries(
      raw.routeTables,
      (name, { associations = [], propagations = [], routes = [] }) => ({
        name,
        associations,
        propagations,
        routes: routes.map(({ destinationCidrBlock, attachment = null }) => ({
          destinationCidrBlock,
          attachment,
        })),
      }),
    ),
  };
}

function resolveVpnConnection(
  name: string,
  raw: RawVpnConnection,
  gateways: readonly Gateway[],
  timers: TimerProfile,
): VpnConnection {
  const tunnels = mapEntries(
    raw.tunnels,
    (tunnel, { outsideIpAddress, tunnelInsideCidr, preSharedKey, options = {} }): Tunnel => {
      const { preSharedKey: optionalKey = null, ...others } = options;
      return {
        name: tunnel,
        outsideIpAddress,
        tunnelInsideCidr,
        preSharedKey: preSharedKey ?? optionalKey,
        options: resolveTunnelOptions(others, timers),
      };
    },
  );
  return {
    name,
    customerGateway: raw.customerGateway,
    gateway: raw.gateway ?? gatewayOfConnection(name, gateways)?.name ?? null,
    staticRoutesOnly: true,
    localIpv4NetworkCidr: raw.localIpv4NetworkCidr ?? DEFAULTS.networkCidr,
    remoteIpv4NetworkCidr: raw.remoteIpv4NetworkCidr ?? DEFAULTS.networkCidr,
    // Two: the schema reports any other number.
    tunnels: tunnels as [Tunnel, Tunnel],
  };
}

/** The gateway that attaches a VPN connection, or else the only one. */
function gatewayOfConnection(connection: string, gateways: readonly Gateway[]): Gateway | undefined {
  const attached = gateways.find((gateway) => attachmentOf(gateway, 'vpn', connection) !== undefined);
  return attached ?? (gateways.length === 1 ? gateways[0] : undefined);
}

/** No key of the raw options is present with the value undefined: YAML cannot say it. */
function resolveTunnelOptions(
  raw: Omit<RawTunnelOptions, 'preSharedKey'>,
  timers: TimerProfile,
): TunnelOptions {
  const { dpdDelaySeconds, dpdTimeoutSeconds } = TIMERS[timers].tunnel;
  const defaults = { ...TUNNEL_OPTION_DEFAULTS, dpdDelaySeconds, dpdTimeoutSeconds };
  return { ...defaults, ...(raw as Partial<TunnelOptions>) };
}
