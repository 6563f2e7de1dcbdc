import { contains, isCidrBlock, isIpv6CidrBlock, networkOf, overlaps, prefixLength } from '../../cidr.ts';
import { gatewaySections } from '../gateway-kinds.ts';
import { attachmentOf, vpnTargets } from '../gateways.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import { MIN_DPD_TIMEOUT_SECONDS, RESERVED_INSIDE_CIDRS } from './tunnel-options.ts';
import type { Gateway, Lab, Tunnel, VpnConnection } from '../../types.ts';
import { checkNoOverlap } from '../../rules/placed.ts';
import type { Placed } from '../../rules/placed.ts';
import { checkAcceleration } from './acceleration.ts';
import { checkReference } from '../../rules/reference.ts';

const SOURCE = 'AWS S2S VPN user guide, Tunnel options';

/** Two tunnels for each connection, with inside CIDRs and options that AWS would take. */
export function checkVpnConnections(lab: Lab, report: Report): void {
  const insideCidrs: Placed[] = [];
  for (const vpn of lab.vpnConnections) {
    const at: KeyPath = ['vpnConnections', vpn.name];
    const tunnels: readonly Tunnel[] = vpn.tunnels;
    checkReference(report, [...at, 'customerGateway'], vpn.customerGateway, {
      kind: 'customer gateway',
      names: lab.customerGateways.map(({ name }) => name),
      maps: [['customerGateways']],
    });
    checkGateway(vpn, lab.gateways, [...at, 'gateway'], report);
    checkAcceleration(vpn, lab.gateways, report);
    checkIpVersion(vpn, lab, report);
    if (tunnels.length !== 2) {
      report([...at, 'tunnels'], {
        what: `has ${tunnels.length} tunnel${tunnels.length === 1 ? '' : 's'}`,
        rule: 'a VPN connection has two tunnels (AWS S2S VPN user guide, How AWS Site-to-Site VPN works)',
        atKey: true,
      });
    }
    for (const tunnel of tunnels) {
      const path = [...at, 'tunnels', tunnel.name];
      if (vpn.tunnelInsideIpVersion === 'ipv6')
        checkInsideIpv6Cidr([...path, 'tunnelInsideIpv6Cidr'], tunnel.tunnelInsideCidr, report);
      checkInsideCidr(
        [...path, 'tunnelInsideCidr'],
        tunnel.insideIpv4Cidr ?? tunnel.tunnelInsideCidr,
        report,
      );
      checkOptions([...path, 'options'], tunnel, lab, report);
      const key = vpn.tunnelInsideIpVersion === 'ipv6' ? 'tunnelInsideIpv6Cidr' : 'tunnelInsideCidr';
      insideCidrs.push({ path: [...path, key], value: tunnel.tunnelInsideCidr });
    }
  }
  checkNoOverlap(
    report,
    insideCidrs,
    `the tunnels of one router, and of one virtual private gateway, have inside CIDRs of their own (${SOURCE})`,
    (one, other) => mayShareInsideCidr(lab, one, other),
    'e.g. 169.254.10.0/30',
  );
}

/** Tunnels of two sites may have one inside CIDR, unless both end at one virtual private gateway. */
function mayShareInsideCidr(lab: Lab, one: Placed, other: Placed): boolean {
  const [first, second] = [one, other].map(({ path }) =>
    lab.vpnConnections.find(({ name }) => name === path[1]),
  );
  if (first === undefined || first.customerGateway === second?.customerGateway) return false;
  const isVpnGateway = lab.gateways.some(({ kind, name }) => kind === 'vpnGateway' && name === first.gateway);
  return !isVpnGateway || first.gateway !== second?.gateway;
}

/** A connection ends at one gateway: the one it names is the one that attaches it. */
function checkGateway(
  { name, gateway }: VpnConnection,
  gateways: readonly Gateway[],
  path: KeyPath,
  report: Report,
): void {
  const names = vpnTargets(gateways).map((each) => each.name);
  const dependsOn = Object.keys(gatewaySections).map((section): KeyPath => [section]);
  if (gateway === null) {
    if (names.length === 0) return;
    report(path, {
      what: 'is missing, and no attachment says it',
      rule: 'where there are several gateways, a VPN connection names its own',
      hint: `write one of ${names.join(', ')}, or attach ${name} to one`,
      dependsOn,
    });
    return;
  }
  if (!checkReference(report, path, gateway, { kind: 'gateway', names, maps: dependsOn })) return;
  const attached = gateways.find((each) => attachmentOf(each, 'vpn', name) !== undefined);
  if (attached === undefined || attached.name === gateway) return;
  report(path, {
    what: `is not ${attached.name}, which attaches ${name}`,
    value: gateway,
    rule: 'a VPN connection ends at one gateway (AWS S2S VPN user guide, How AWS Site-to-Site VPN works)',
    hint: `leave it out, or attach ${name} to ${gateway}`,
    dependsOn,
  });
}

/** IPv6 inside tunnels is a Transit Gateway's. */
function checkIpVersion(vpn: VpnConnection, lab: Lab, report: Report): void {
  if (vpn.tunnelInsideIpVersion !== 'ipv6') return;
  const at: KeyPath = ['vpnConnections', vpn.name];
  const path = [...at, 'tunnelInsideIpVersion'];
  const value = vpn.tunnelInsideIpVersion;
  const gateway = lab.gateways.find(({ name }) => name === vpn.gateway);
  if (gateway?.kind === 'vpnGateway') {
    report(path, {
      what: `is not for a connection that ends at ${gateway.name}, a virtual private gateway`,
      value,
      rule: `a virtual private gateway supports no IPv6; a Transit Gateway does (${IPV6_GUIDE})`,
      hint: 'leave it out, or attach the connection to a Transit Gateway',
      dependsOn: [[...at, 'gateway'], ['vpnGateway'], ['vpnGateways']],
    });
  }
  const customerGateway = lab.customerGateways.find(({ name }) => name === vpn.customerGateway);
  if (customerGateway === undefined || customerGateway.router.own === null) return;
  report(path, {
    what: `is not for ${customerGateway.router.name}, which has files or an image of its owner's own`,
    value,
    rule: 'the lab reads no IPv6 of files that it has not written',
    hint: 'write the connections and routes of the router in the lab file',
    dependsOn: [['customerGateways', customerGateway.name, 'router']],
  });
}

function checkInsideIpv6Cidr(path: KeyPath, value: string, report: Report): void {
  if (!isIpv6CidrBlock(value) || (prefixLength(value) === 126 && contains('fd00::/8', value))) return;
  const hint = 'e.g. fd00:10::/126';
  report(path, { what: 'is not a /126 of fd00::/8', value, rule: `inside CIDR (${SOURCE})`, hint });
}

function checkInsideCidr(path: KeyPath, value: string, report: Report): void {
  if (!isCidrBlock(value)) return;
  const hint = 'e.g. 169.254.10.0/30';
  if (prefixLength(value) !== 30 || !contains('169.254.0.0/16', value)) {
    report(path, { what: 'is not a /30 of 169.254.0.0/16', value, rule: `inside CIDR (${SOURCE})`, hint });
    return;
  }
  const reserved = RESERVED_INSIDE_CIDRS.find((block) => overlaps(block, networkOf(value)));
  if (reserved === undefined) return;
  report(path, {
    what: 'is reserved by AWS',
    value,
    rule: `not one of ${RESERVED_INSIDE_CIDRS.join(', ')} (${SOURCE})`,
    hint,
  });
}

function checkOptions(at: KeyPath, { options }: Tunnel, lab: Lab, report: Report): void {
  const { phase1LifetimeSeconds, phase2LifetimeSeconds, rekeyMarginTimeSeconds, dpdTimeoutSeconds } = options;
  if (phase2LifetimeSeconds >= phase1LifetimeSeconds) {
    report([...at, 'phase2LifetimeSeconds'], {
      what: `is not below the phase 1 lifetime of ${phase1LifetimeSeconds}`,
      value: phase2LifetimeSeconds,
      rule: `phase 2 lifetime < phase 1 lifetime (${SOURCE})`,
      dependsOn: [[...at, 'phase1LifetimeSeconds']],
    });
  }
  if (rekeyMarginTimeSeconds > phase2LifetimeSeconds / 2) {
    report([...at, 'rekeyMarginTimeSeconds'], {
      what: `is more than half the phase 2 lifetime of ${phase2LifetimeSeconds}`,
      value: rekeyMarginTimeSeconds,
      rule: `rekey margin from 60 to half the phase 2 lifetime (${SOURCE})`,
      dependsOn: [[...at, 'phase2LifetimeSeconds']],
    });
  }
  if (lab.timers === 'aws' && dpdTimeoutSeconds < MIN_DPD_TIMEOUT_SECONDS) {
    report([...at, 'dpdTimeoutSeconds'], {
      what: `is below ${MIN_DPD_TIMEOUT_SECONDS}`,
      value: dpdTimeoutSeconds,
      rule: `DPD timeout of ${MIN_DPD_TIMEOUT_SECONDS} seconds or more (${SOURCE})`,
      hint: 'timers: fast allows less',
      dependsOn: [['timers']],
    });
  }
  if (options.startupAction === 'start' && !options.ikeVersions.includes('ikev2')) {
    report([...at, 'startupAction'], {
      what: 'needs ikev2 among ikeVersions',
      value: options.startupAction,
      rule: 'AWS initiates IKEv2 only (AWS S2S VPN user guide, Initiation options)',
      hint: 'startupAction: add leaves it to the router',
      dependsOn: [[...at, 'ikeVersions']],
    });
  }
}
