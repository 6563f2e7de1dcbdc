import { isIpv6 } from '../topology/cidr.ts';
import type { Lab } from '../topology/types.ts';
import { hmacOf, sampleAlgorithms } from './algorithms.ts';
import { amazonSideAsn, idOf, vpnViews } from './vpn.ts';
import type { TunnelView, VpnView } from './vpn.ts';

/** An element: its name, and its text or its children. */
type Element = readonly [name: string, content: string | number | readonly Element[]];

/**
 * CustomerGatewayConfiguration of each VPN connection, its elements and their order as AWS's. Pre-shared keys are left out:
 * their elements are empty.
 */
export function renderCustomerGatewayConfiguration(lab: Lab): string {
  return vpnViews(lab).map(document).join('');
}

function document(view: VpnView): string {
  const { vpn, customerGateway, gateway, isBgp, tunnels } = view;
  const elements: Element[] = [
    ['customer_gateway_id', idOf('cgw', customerGateway.name)],
    ['vpn_gateway_id', gateway?.kind === 'vpnGateway' ? idOf('vgw', gateway.name) : ''],
    ['vpn_connection_type', 'ipsec.1'],
    ...(isBgp ? [] : [['vpn_connection_attributes', 'NoBGPVPNConnection'] as const]),
    ...tunnels.map((tunnel): Element => ['ipsec_tunnel', tunnelElements(view, tunnel)]),
  ];
  const body = elements.map((each) => lines(each, '  ')).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<vpn_connection id="${idOf('vpn', vpn.name)}">\n${body}</vpn_connection>\n`;
}

function lines([name, content]: Element, indent: string): string {
  if (content === '') return `${indent}<${name}/>\n`;
  if (typeof content !== 'object') return `${indent}<${name}>${content}</${name}>\n`;
  const children = content.map((child) => lines(child, `${indent}  `)).join('');
  return `${indent}<${name}>\n${children}${indent}</${name}>\n`;
}

function tunnelElements(
  { customerGateway, gateway, isBgp }: VpnView,
  { tunnel, inside, device }: TunnelView,
): readonly Element[] {
  const asns = isBgp ? { customer: customerGateway.bgpAsn, aws: amazonSideAsn(gateway) } : {};
  return [
    ['customer_gateway', sideElements(customerGateway.ipAddress, inside.customer, asns.customer)],
    ['vpn_gateway', sideElements(tunnel.outsideIpAddress, inside.aws, asns.aws)],
    ['ike', ikeElements(device)],
    ['ipsec', ipsecElements(device)],
  ];
}

function sideElements(outside: string, inside: string, asn: number | undefined): readonly Element[] {
  const bgp = (number: number): Element => [
    'bgp',
    [
      ['asn', number],
      ['hold_time', 30],
    ],
  ];
  return [
    ['tunnel_outside_address', [['ip_address', outside]]],
    insideElement(inside),
    ...(asn === undefined ? [] : [bgp(asn)]),
  ];
}

function insideElement(inside: string): Element {
  if (isIpv6(inside))
    return [
      'tunnel_inside_ipv6_address',
      [
        ['ip_address', inside],
        ['prefix_length', 126],
      ],
    ];
  return [
    'tunnel_inside_address',
    [
      ['ip_address', inside],
      ['network_mask', '255.255.255.252'],
      ['network_cidr', 30],
    ],
  ];
}

function ikeElements({ ikeProposals, ikeLifetimeSeconds }: TunnelView['device']): readonly Element[] {
  const ike = sampleAlgorithms(ikeProposals);
  return [
    ['authentication_protocol', ike.integrity],
    ['encryption_protocol', ike.encryption],
    ['lifetime', ikeLifetimeSeconds],
    ['perfect_forward_secrecy', `group${ike.dhGroup}`],
    ['mode', 'main'],
    ['pre_shared_key', ''],
  ];
}

function ipsecElements({ espProposals, lifetimeSeconds }: TunnelView['device']): readonly Element[] {
  const esp = sampleAlgorithms(espProposals);
  return [
    ['protocol', 'esp'],
    ['authentication_protocol', hmacOf(esp)],
    ['encryption_protocol', esp.encryption],
    ['lifetime', lifetimeSeconds],
    ['perfect_forward_secrecy', `group${esp.dhGroup}`],
    ['mode', 'tunnel'],
    ['clear_df_bit', 'true'],
    ['fragmentation_before_encryption', 'true'],
    ['tcp_mss_adjustment', 1379],
    [
      'dead_peer_detection',
      [
        ['interval', 10],
        ['retries', 3],
      ],
    ],
  ];
}
