import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import {
  isCidrBlock,
  isIpAddress,
  isIpv6CidrBlock,
  networkOf,
  shortIpv6Address,
} from '../../topology/cidr.ts';
import { ALGORITHM_RULE, keywordOf, proposalOf } from '../algorithms.ts';
import type { DeviceTunnel } from '../ec2/device-configuration.ts';
import type { TunnelOption, VpnConnectionOptions } from '../ec2/vpn.ts';
import { objectsOfDownload } from '../download.ts';
import type { FoundObjects } from '../objects.ts';
import { eachByItself } from '../reader.ts';
import type { ImportReader, ReadFiles } from '../reader.ts';
import { childOf, parseXml, XmlError } from '../xml.ts';
import type { XmlElement } from '../xml.ts';

const ROOT = 'vpn_connection';
const DOWNLOAD = 'AWS S2S VPN user guide, Download the configuration file';

/** CustomerGatewayConfiguration: the XML that describe-vpn-connections has for each connection, and the console's download. */
export const customerGatewayConfigurationReader: ImportReader = {
  kind: 'CustomerGatewayConfiguration XML',
  takes: (text) => /^\s*</.test(text) && new RegExp(`<${ROOT}[\\s>]`).test(text),
  read: (files) => eachByItself(files, ({ file, text }) => readCustomerGatewayConfiguration(text, file)),
};

/**
 * Reads the configurations that an XML text holds, one or several.
 * @param lineOf the line of the file that a line of the text is in; the same by default.
 */
export function readCustomerGatewayConfiguration(
  text: string,
  file: string,
  lineOf: (line: number) => number = (line) => line,
): ReadFiles {
  const problems: Problem[] = [];
  const read = (): FoundObjects[] => {
    try {
      return parseXml(text).flatMap((root) => readRoot(root, { file, lineOf, problems }));
    } catch (error) {
      if (!(error instanceof XmlError)) throw error;
      problems.push({ file, line: lineOf(error.line), what: error.message, rule: 'XML 1.0' });
      return [];
    }
  };
  return { objects: read(), notes: [], problems };
}

/** What is read, and what is wrong with it. */
interface Reading {
  readonly file: string;
  readonly lineOf: (line: number) => number;
  readonly problems: Problem[];
}

function readRoot(root: XmlElement, reading: Reading): FoundObjects[] {
  const refuse = (element: XmlElement, what: string, rule: string): FoundObjects[] => {
    const { file, lineOf, problems } = reading;
    problems.push({ file, line: lineOf(element.line), key: element.name, what, rule });
    return [];
  };
  if (root.name !== ROOT)
    return refuse(root, 'is not a configuration of a VPN connection', `<${ROOT} id="vpn-…">`);
  const { id } = root.attributes;
  if (id === undefined) return refuse(root, 'has no id', `<${ROOT} id="vpn-…">`);
  const tunnels = root.children.filter(({ name }) => name === 'ipsec_tunnel');
  if (tunnels.length === 0)
    return refuse(root, 'has no ipsec_tunnel', `one for each of the two tunnels (${DOWNLOAD})`);
  const type = childOf(root, 'vpn_connection_type');
  if (type !== undefined && type.text !== 'ipsec.1')
    return refuse(type, 'is not ipsec.1', 'the only type of a VPN connection (EC2 API, CreateVpnConnection)');
  return [objectsOf(root, id, tunnels, reading)];
}

function objectsOf(
  root: XmlElement,
  id: string,
  tunnels: readonly XmlElement[],
  reading: Reading,
): FoundObjects {
  const [first] = tunnels as [XmlElement];
  const lineOf = ({ line }: XmlElement): number => reading.lineOf(line);
  const elements = new Map([['', root]]);
  const Options = optionsOf(root, tunnels, elements);
  const vpnGatewayId = childOf(root, 'vpn_gateway_id');
  const outside = childOf(first, 'customer_gateway', 'tunnel_outside_address', 'ip_address');
  return objectsOfDownload({
    file: reading.file,
    VpnConnectionId: id,
    CustomerGatewayId: textOf(root, 'customer_gateway_id') ?? `cgw-of-${id}`,
    ...given({
      VpnGatewayId: textOf(root, 'vpn_gateway_id'),
      IpAddress: outside?.text,
      BgpAsn: childOf(first, 'customer_gateway', 'bgp', 'asn')?.text,
      AmazonSideAsn: numberOf(childOf(first, 'vpn_gateway', 'bgp', 'asn')),
    }),
    Options,
    Tunnels: tunnels.map((tunnel) => deviceTunnel(tunnel, reading)),
    lines: new Map([...elements].map(([path, element]) => [path, lineOf(element)])),
    customerGatewayLine: lineOf(outside ?? root),
    vpnGatewayLine: lineOf(vpnGatewayId ?? root),
  });
}

/** Options of the connection, and in `lines` where each of them stands. */
function optionsOf(
  root: XmlElement,
  tunnels: readonly XmlElement[],
  lines: Map<string, XmlElement>,
): VpnConnectionOptions {
  const sides = tunnels.flatMap((tunnel) => childOf(tunnel, 'customer_gateway') ?? []);
  const ipv6 = sides
    .map((side) => childOf(side, 'tunnel_inside_ipv6_address'))
    .find((each) => each !== undefined);
  if (ipv6 !== undefined) lines.set('Options.TunnelInsideIpVersion', ipv6);
  return {
    StaticRoutesOnly:
      textOf(root, 'vpn_connection_attributes') === 'NoBGPVPNConnection' ||
      sides.every((side) => childOf(side, 'bgp') === undefined),
    ...(ipv6 !== undefined && { TunnelInsideIpVersion: 'ipv6' }),
    TunnelOptions: tunnels.map((tunnel, index) =>
      tunnelOption(tunnel, `Options.TunnelOptions[${index}]`, lines),
    ),
  };
}

/** AWS's end of a tunnel: its addresses, its key, its lifetimes. */
function tunnelOption(tunnel: XmlElement, path: string, lines: Map<string, XmlElement>): TunnelOption {
  const elements = {
    OutsideIpAddress: childOf(tunnel, 'vpn_gateway', 'tunnel_outside_address', 'ip_address'),
    TunnelInsideCidr: childOf(tunnel, 'vpn_gateway', 'tunnel_inside_address'),
    TunnelInsideIpv6Cidr: childOf(tunnel, 'vpn_gateway', 'tunnel_inside_ipv6_address'),
    PreSharedKey: childOf(tunnel, 'ike', 'pre_shared_key'),
    Phase1LifetimeSeconds: childOf(tunnel, 'ike', 'lifetime'),
    Phase2LifetimeSeconds: childOf(tunnel, 'ipsec', 'lifetime'),
  };
  lines.set(path, tunnel);
  for (const [member, element] of Object.entries(elements))
    if (element !== undefined) lines.set(`${path}.${member}`, element);
  const { OutsideIpAddress, TunnelInsideCidr, TunnelInsideIpv6Cidr, PreSharedKey } = elements;
  const { Phase1LifetimeSeconds, Phase2LifetimeSeconds } = elements;
  return given({
    OutsideIpAddress: OutsideIpAddress?.text,
    TunnelInsideCidr: TunnelInsideCidr && insideCidr(TunnelInsideCidr),
    TunnelInsideIpv6Cidr: TunnelInsideIpv6Cidr && insideIpv6Cidr(TunnelInsideIpv6Cidr),
    PreSharedKey: PreSharedKey?.text === '' ? undefined : PreSharedKey?.text,
    Phase1LifetimeSeconds: numberOf(Phase1LifetimeSeconds),
    Phase2LifetimeSeconds: numberOf(Phase2LifetimeSeconds),
  });
}

/** The same of IPv6. */
function insideIpv6Cidr(inside: XmlElement): string {
  const address = textOf(inside, 'ip_address') ?? '';
  const block = `${shortIpv6Address(address) ?? address}/${textOf(inside, 'prefix_length') ?? '126'}`;
  return isIpv6CidrBlock(block) ? networkOf(block) : block;
}

/** The block of an inside address, or the address as it is written where it makes none. */
function insideCidr(inside: XmlElement): string {
  const address = textOf(inside, 'ip_address') ?? '';
  const block = `${address}/${textOf(inside, 'network_cidr') ?? '30'}`;
  return isIpAddress(address) && isCidrBlock(block) ? networkOf(block) : block;
}

/** The customer's end, as AWS would have it configured. */
function deviceTunnel(tunnel: XmlElement, reading: Reading): DeviceTunnel {
  const interval = numberOf(childOf(tunnel, 'ipsec', 'dead_peer_detection', 'interval'));
  const retries = numberOf(childOf(tunnel, 'ipsec', 'dead_peer_detection', 'retries'));
  const ike = childOf(tunnel, 'ike');
  const ipsec = childOf(tunnel, 'ipsec');
  return {
    OutsideIpAddress: childOf(tunnel, 'vpn_gateway', 'tunnel_outside_address', 'ip_address')?.text ?? '',
    ...given({
      IkeProposals: ike && proposalsIn('ike', ike, reading),
      EspProposals: ipsec && proposalsIn('esp', ipsec, reading),
      IkeLifetimeSeconds: numberOf(ike && childOf(ike, 'lifetime')),
      LifetimeSeconds: numberOf(ipsec && childOf(ipsec, 'lifetime')),
      DpdDelaySeconds: interval,
      DpdTimeoutSeconds: interval === undefined || retries === undefined ? undefined : interval * retries,
    }),
  };
}

const ALGORITHM_ELEMENTS = {
  encryption: 'encryption_protocol',
  integrity: 'authentication_protocol',
  dhGroup: 'perfect_forward_secrecy',
} as const;

function proposalsIn(
  phase: 'ike' | 'esp',
  element: XmlElement,
  { file, lineOf, problems }: Reading,
): readonly string[] | undefined {
  const keyword = (kind: keyof typeof ALGORITHM_ELEMENTS): string | null => {
    const child = childOf(element, ALGORITHM_ELEMENTS[kind]);
    if (child === undefined) return null;
    const known = keywordOf(kind, child.text);
    if (known === null)
      problems.push({
        file,
        line: lineOf(child.line),
        key: `${element.name}.${child.name}`,
        value: child.text,
        what: 'is an algorithm that no tunnel takes',
        rule: ALGORITHM_RULE,
      });
    return known;
  };
  const encryption = keyword('encryption');
  const integrity = keyword('integrity');
  const dhGroup = keyword('dhGroup');
  if (encryption === null || integrity === null || dhGroup === null) return undefined;
  return [proposalOf(phase, { encryption, integrity, dhGroup })];
}

function textOf(element: XmlElement, ...path: readonly string[]): string | undefined {
  const text = childOf(element, ...path)?.text;
  return text === '' ? undefined : text;
}

function numberOf(element: XmlElement | undefined): number | undefined {
  return element !== undefined && /^\d+$/.test(element.text) ? Number(element.text) : undefined;
}
