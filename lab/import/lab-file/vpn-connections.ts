import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import { isAnyCidrBlock, networkOf } from '../../topology/cidr.ts';
import { formatKeyPath } from '../../topology/key-path.ts';
import type { RawLab } from '../../topology/schema.ts';
import { isPreSharedKey, PRE_SHARED_KEY_RULE } from '../../topology/values.ts';
import type { TunnelOption, VpnConnection } from '../ec2/vpn.ts';
import type { Found, Place } from '../found.ts';
import type { Ec2Objects } from '../objects.ts';
import { numbered, takeFreeAddress, takeFreeBlock } from './free.ts';
import { MAX_CUSTOMER_GATEWAY_NAME } from './names.ts';
import type { NameOf } from './names.ts';
import type { LabFilePart } from './part.ts';
import { MEMBER_OF, tunnelOptionsOf } from './tunnel-options.ts';

type RawVpnConnection = NonNullable<RawLab['vpnConnections']>[string];
type RawTunnel = RawVpnConnection['tunnels'][string];

/** Where outside addresses come from that no file has (RFC 5737, for documentation). */
const OUTSIDE_BLOCK = '203.0.113.0/24';
const INSIDE_BLOCKS = numbered(10, 168, (n) => `169.254.${n}.0/30`);
const INSIDE_IPV6_BLOCKS = numbered(10, 99, (n) => `fd00:${n}::/126`);

/** VPN connections with their tunnels, in the order of their outside addresses: no file's order counts. */
export function vpnConnectionsPart({ VpnConnections }: Ec2Objects, nameOf: NameOf): LabFilePart {
  const notes: Problem[] = [];
  const problems: Problem[] = [];
  const places = new Map<string, Place>();
  const options = VpnConnections.flatMap(({ item }) => item.Options?.TunnelOptions ?? []);
  const free: Free = {
    addresses: new Set(options.flatMap(({ OutsideIpAddress }) => OutsideIpAddress ?? [])),
    insideCidrs: options
      .flatMap(({ TunnelInsideCidr }) => TunnelInsideCidr ?? [])
      .filter((each) => INSIDE_BLOCKS.includes(each)),
    insideIpv6Cidrs: options
      .flatMap(({ TunnelInsideIpv6Cidr }) => TunnelInsideIpv6Cidr ?? [])
      .filter((each) => INSIDE_IPV6_BLOCKS.includes(each)),
  };
  const isOnly = VpnConnections.length === 1;
  const stems = new Stems();
  const vpnConnections = Object.fromEntries(
    VpnConnections.map((found) => {
      const name = nameOf(found.item.VpnConnectionId);
      const at = ['vpnConnections', name];
      const tunnels = tunnelsOf(found, stems.next(isOnly ? 'tunnel' : name), { notes, free, nameOf });
      if (tunnels.length > 2)
        problems.push({
          ...found.at(['Options', 'TunnelOptions']),
          key: found.item.VpnConnectionId,
          what: `has ${tunnels.length} tunnels: ${tunnels.map(([, { outsideIpAddress }]) => outsideIpAddress).join(', ')}`,
          rule: 'a VPN connection has two tunnels (AWS S2S VPN user guide, How AWS Site-to-Site VPN works)',
          hint: 'one of the files may be older than a change of its endpoints: leave it out',
        });
      placeConnection(at, found, places);
      for (const [tunnel, , index] of tunnels) placeTunnel([...at, 'tunnels', tunnel], found, index, places);
      const raw = rawConnection(found, nameOf);
      const byName = Object.fromEntries(tunnels.map(([tunnel, each]) => [tunnel, each] as const));
      return [name, { ...raw, tunnels: byName }] as const;
    }),
  );
  return { raw: VpnConnections.length === 0 ? {} : { vpnConnections }, notes, problems, places };
}

function rawConnection(
  { item, isSample }: Found<VpnConnection>,
  nameOf: NameOf,
): Omit<RawVpnConnection, 'tunnels'> {
  const { VpnGatewayId, CustomerGatewayId, Options = {}, Routes = [] } = item;
  // CreateVpnConnection takes BGP where nothing is said; a router's configuration without a routing daemon is for static routes.
  const isStatic = Options.StaticRoutesOnly ?? isSample === true;
  const isIpv6 = Options.TunnelInsideIpVersion === 'ipv6';
  const narrow = (block: string | undefined): string | undefined =>
    block === '0.0.0.0/0' || block === '::/0' ? undefined : block;
  const routes = Routes.flatMap(({ DestinationCidrBlock, State }) =>
    DestinationCidrBlock === undefined || State === 'deleted' || State === 'deleting'
      ? []
      : [{ destinationCidrBlock: DestinationCidrBlock }],
  );
  return {
    customerGateway: nameOf(CustomerGatewayId ?? `cgw-of-${item.VpnConnectionId}`, MAX_CUSTOMER_GATEWAY_NAME),
    ...given({ gateway: VpnGatewayId === undefined ? undefined : nameOf(VpnGatewayId) }),
    ...(!isStatic && { staticRoutesOnly: false }),
    ...(isIpv6 && { tunnelInsideIpVersion: 'ipv6' as const }),
    ...(Options.OutsideIpAddressType !== undefined &&
      Options.OutsideIpAddressType !== 'PublicIpv4' && {
        outsideIpAddressType: Options.OutsideIpAddressType as 'Ipv6',
      }),
    ...(Options.EnableAcceleration === true && { enableAcceleration: true }),
    ...(routes.length > 0 && { routes }),
    ...(isIpv6
      ? given({
          localIpv6NetworkCidr: narrow(Options.LocalIpv6NetworkCidr),
          remoteIpv6NetworkCidr: narrow(Options.RemoteIpv6NetworkCidr),
        })
      : given({
          localIpv4NetworkCidr: narrow(Options.LocalIpv4NetworkCidr),
          remoteIpv4NetworkCidr: narrow(Options.RemoteIpv4NetworkCidr),
        })),
  };
}

/** What the names of the tunnels of a connection begin with: short enough for a number behind it, and no other's. */
class Stems {
  readonly #taken = new Set<string>();

  next(name: string): string {
    let stem = name.slice(0, 18);
    for (let count = 2; this.#taken.has(stem); count += 1)
      stem = `${name.slice(0, 17 - `${count}`.length)}-${count}`;
    this.#taken.add(stem);
    return stem;
  }
}

/** What no file has said yet. */
interface Free {
  readonly addresses: Set<string>;
  readonly insideCidrs: string[];
  readonly insideIpv6Cidrs: string[];
}

/** A tunnel under its name, and its place among the connection's TunnelOptions: -1 where no file has it. */
type NamedTunnel = readonly [name: string, tunnel: RawTunnel, index: number];

function tunnelsOf(
  { item, at }: Found<VpnConnection>,
  stem: string,
  { notes, free, nameOf }: { readonly notes: Problem[]; readonly free: Free; readonly nameOf: NameOf },
): NamedTunnel[] {
  const options = (item.Options?.TunnelOptions ?? []).map((option, index) => ({ option, index }));
  const filledIn = (index: number, key: string, value: string): string => {
    const place = at(index < 0 ? ['Options', 'TunnelOptions'] : ['Options', 'TunnelOptions', index]);
    notes.push({ ...place, key, what: `is in no file: ${value} is filled in` });
    return value;
  };
  while (options.length < 2) options.push({ option: {}, index: -1 });
  return options
    .toSorted((a, b) => numberOf(a.option.OutsideIpAddress) - numberOf(b.option.OutsideIpAddress))
    .map(({ option, index }, order): NamedTunnel => {
      const name = nameOf(`${stem}-${order + 1}`);
      const key = `${item.VpnConnectionId} ${name}`;
      const outsideIpAddress =
        option.OutsideIpAddress ??
        filledIn(index, `${key} OutsideIpAddress`, takeFreeAddress(OUTSIDE_BLOCK, free.addresses));
      const isIpv6 = item.Options?.TunnelInsideIpVersion === 'ipv6';
      // Files of other tools have the address of AWS's end here.
      const insideOf = (inside: string): string => (isAnyCidrBlock(inside) ? networkOf(inside) : inside);
      const { TunnelInsideCidr, TunnelInsideIpv6Cidr } = option;
      const v4 = (): string =>
        TunnelInsideCidr === undefined
          ? filledIn(index, `${key} TunnelInsideCidr`, takeFreeBlock(INSIDE_BLOCKS, free.insideCidrs))
          : insideOf(TunnelInsideCidr);
      const v6 = (): string => {
        if (TunnelInsideIpv6Cidr !== undefined && TunnelInsideIpv6Cidr !== '')
          return insideOf(TunnelInsideIpv6Cidr);
        const block = takeFreeBlock(INSIDE_IPV6_BLOCKS, free.insideIpv6Cidrs);
        return filledIn(index, `${key} TunnelInsideIpv6Cidr`, block);
      };
      const inside = isIpv6
        ? {
            tunnelInsideIpv6Cidr: v6(),
            ...given({ tunnelInsideCidr: TunnelInsideCidr && insideOf(TunnelInsideCidr) }),
          }
        : { tunnelInsideCidr: v4() };
      const isKey = option.PreSharedKey !== undefined && isPreSharedKey(option.PreSharedKey);
      if (option.PreSharedKey !== undefined && !isKey)
        notes.push({
          ...at(['Options', 'TunnelOptions', index, 'PreSharedKey']),
          key: `${key} PreSharedKey`,
          what: 'is no key that AWS takes, and left out: the lab makes one',
          rule: PRE_SHARED_KEY_RULE,
        });
      const tunnelOptions = tunnelOptionsOf(option);
      const tunnel = {
        outsideIpAddress,
        ...inside,
        ...given({ preSharedKey: isKey ? option.PreSharedKey : undefined }),
        ...(Object.keys(tunnelOptions).length > 0 && { options: tunnelOptions }),
      };
      return [name, tunnel as RawTunnel, index];
    });
}

/** An address as a number; those that are missing come last. */
function numberOf(address: string | undefined): number {
  if (address === undefined) return Infinity;
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

const CONNECTION_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  customerGateway: ['CustomerGatewayId'],
  gateway: ['VpnGatewayId'],
  staticRoutesOnly: ['Options', 'StaticRoutesOnly'],
  tunnelInsideIpVersion: ['Options', 'TunnelInsideIpVersion'],
  outsideIpAddressType: ['Options', 'OutsideIpAddressType'],
  enableAcceleration: ['Options', 'EnableAcceleration'],
  routes: ['Routes'],
  localIpv4NetworkCidr: ['Options', 'LocalIpv4NetworkCidr'],
  remoteIpv4NetworkCidr: ['Options', 'RemoteIpv4NetworkCidr'],
  localIpv6NetworkCidr: ['Options', 'LocalIpv6NetworkCidr'],
  remoteIpv6NetworkCidr: ['Options', 'RemoteIpv6NetworkCidr'],
};

function placeConnection(
  path: readonly string[],
  found: Found<VpnConnection>,
  places: Map<string, Place>,
): void {
  places.set(formatKeyPath(path), found.at());
  for (const [key, member] of Object.entries(CONNECTION_MEMBERS))
    places.set(formatKeyPath([...path, key]), found.at(member));
}

function placeTunnel(
  path: readonly string[],
  { at }: Found<VpnConnection>,
  index: number,
  places: Map<string, Place>,
): void {
  if (index < 0) return;
  const option = ['Options', 'TunnelOptions', index] as const;
  const place = (key: readonly string[], member: keyof TunnelOption): void => {
    places.set(formatKeyPath([...path, ...key]), at([...option, member]));
  };
  places.set(formatKeyPath(path), at(option));
  place(['outsideIpAddress'], 'OutsideIpAddress');
  place(['tunnelInsideCidr'], 'TunnelInsideCidr');
  place(['tunnelInsideIpv6Cidr'], 'TunnelInsideIpv6Cidr');
  place(['preSharedKey'], 'PreSharedKey');
  for (const [key, member] of MEMBER_OF) place(['options', key], member);
}
