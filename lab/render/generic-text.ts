import { prefixLength } from '../topology/cidr.ts';
import type { Lab } from '../topology/types.ts';
import { hmacOf, sampleAlgorithms } from './algorithms.ts';
import { amazonSideAsn, idOf, vpnViews } from './vpn.ts';
import type { TunnelView, VpnView } from './vpn.ts';

const RULE = '='.repeat(80);
/** What stands for a key: none is written. */
const NO_KEY = '(left out)';

/** The generic text of each VPN connection, headings and labels as AWS's, its prose in short. Pre-shared keys are left out. */
export function renderGenericText(lab: Lab): string {
  return vpnViews(lab).map(document).join('\n');
}

const item = (label: string, value: string | number): string => `  - ${label.padEnd(24)} : ${value}`;

function document(view: VpnView): string {
  const { vpn, customerGateway, gateway, tunnels } = view;
  return [
    'Amazon Web Services',
    'Virtual Private Cloud',
    '',
    'VPN Connection Configuration',
    RULE,
    `Your VPN Connection ID                   : ${idOf('vpn', vpn.name)}`,
    `Your Virtual Private Gateway ID          : ${gateway?.kind === 'vpnGateway' ? idOf('vgw', gateway.name) : ''}`.trimEnd(),
    `Your Customer Gateway ID                 : ${idOf('cgw', customerGateway.name)}`,
    ...tunnels.flatMap((tunnel, index) => tunnelLines(view, tunnel, index + 1)),
    '',
  ].join('\n');
}

function tunnelLines(view: VpnView, { tunnel, inside, device }: TunnelView, number: number): string[] {
  const ike = sampleAlgorithms(device.ikeProposals);
  const esp = sampleAlgorithms(device.espProposals);
  const prefix = prefixLength(tunnel.tunnelInsideCidr);
  return [
    '',
    `IPSec Tunnel #${number}`,
    RULE,
    '#1: Internet Key Exchange Configuration',
    item('IKE version', device.keyExchange === 'ikev1' ? 'IKEv1' : 'IKEv2'),
    item('Authentication Method', 'Pre-Shared Key'),
    item('Pre-Shared Key', NO_KEY),
    item('Authentication Algorithm', ike.integrity),
    item('Encryption Algorithm', ike.encryption),
    item('Lifetime', `${device.ikeLifetimeSeconds} seconds`),
    ...(device.keyExchange === 'ikev1' ? [item('Phase 1 Negotiation Mode', 'main')] : []),
    item('Diffie-Hellman', `Group ${ike.dhGroup}`),
    '',
    '#2: IPSec Configuration',
    item('Protocol', 'esp'),
    item('Authentication Algorithm', hmacOf(esp)),
    item('Encryption Algorithm', esp.encryption),
    item('Lifetime', `${device.lifetimeSeconds} seconds`),
    item('Mode', 'tunnel'),
    item('Perfect Forward Secrecy', `Diffie-Hellman Group ${esp.dhGroup}`),
    item('DPD Interval', 10),
    item('DPD Retries', 3),
    item('TCP MSS Adjustment', '1379 bytes'),
    item("Clear Don't Fragment Bit", 'enabled'),
    item('Fragmentation', 'Before encryption'),
    '',
    '#3: Tunnel Interface Configuration',
    'Outside IP Addresses:',
    item('Customer Gateway', view.customerGateway.ipAddress),
    item('Virtual Private Gateway', tunnel.outsideIpAddress),
    'Inside IP Addresses',
    item('Customer Gateway', `${inside.customer}/${prefix}`),
    item('Virtual Private Gateway', `${inside.aws}/${prefix}`),
    'Configure your tunnel to fragment at the optimal size:',
    item('Tunnel interface MTU', '1436 bytes'),
    '',
    ...routingLines(view, inside.aws),
  ];
}

function routingLines({ isBgp, customerGateway, gateway }: VpnView, neighbor: string): string[] {
  if (!isBgp) return ['#4: Static Routing Configuration:', item('Next hop', neighbor)];
  return [
    '#4: Border Gateway Protocol (BGP) Configuration:',
    item('Customer Gateway ASN', customerGateway.bgpAsn),
    item('Virtual Private Gateway ASN', amazonSideAsn(gateway)),
    item('Neighbor IP Address', neighbor),
    item('Neighbor Hold Time', 30),
  ];
}
