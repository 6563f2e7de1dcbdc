import type { Problem } from '../../errors.ts';
import { isCidrBlock, networkOf, overlaps, prefixLength, withoutPrefix } from '../../topology/cidr.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { Ec2Objects } from '../objects.ts';
import { numbered, takeFreeBlock } from './free.ts';
import { blocksOfVpcs, customerGatewaysOf } from './raw-lab.ts';

/** Blocks for sites of which no file says one. */
const SITE_BLOCKS = [
  ...numbered(30, 99, (n) => `10.${n}.0.0/16`),
  ...numbered(16, 31, (n) => `172.${n}.0.0/16`),
  '192.168.0.0/16',
];

/** The site of each customer gateway, by its name in the lab file. */
export type SiteBlocks = ReadonlyMap<string, string>;

/**
 * The CIDR block of each site: the first prefix that AWS is told to send there, by routes of its VPN connections, by static
 * routes of Transit Gateways to them, or by their traffic selectors; one of the lab's where none is. Notes say which.
 */
export function siteBlocks(raw: RawLab, objects: Ec2Objects, notes: Problem[]): SiteBlocks {
  const used = blocksOfVpcs(raw);
  return new Map(
    customerGatewaysOf(raw).map((gateway) => {
      const told = prefixesTo(raw, gateway, objects).filter(
        (block) => isCidrBlock(block) && prefixLength(block) > 0,
      );
      const free = [...new Set(told)].filter((each) => !used.some((other) => overlaps(each, other)));
      // A subnet of a site has room for the router and a host: one that has gives way to none that has not.
      const block = free.find((each) => prefixLength(each) <= 29) ?? free[0];
      const others = free.filter((each) => each !== block);
      const key = `customerGateways.${gateway}.cidrBlock`;
      if (block === undefined) {
        const own = takeFreeBlock(SITE_BLOCKS, used);
        notes.push({
          key,
          what: `no file says what is behind the customer gateway: ${own} is filled in, with a router and a host`,
        });
        return [gateway, own];
      }
      const site = prefixLength(block) > 29 ? networkOf(`${withoutPrefix(block)}/29`) : block;
      used.push(site);
      const rest =
        others.length === 0 ? '' : `; AWS's routes lead to ${others.join(', ')} there, too: nobody is there`;
      notes.push({
        key,
        what: `the site is ${site}, as AWS's routes have it: a router and a host are filled in${rest}`,
      });
      return [gateway, site];
    }),
  );
}

function prefixesTo(
  raw: RawLab,
  gateway: string,
  { DeviceConfigurations, VpnConnections }: Ec2Objects,
): string[] {
  const connections = Object.entries(raw.vpnConnections ?? {}).filter(
    ([, vpn]) => vpn.customerGateway === gateway,
  );
  const outside = connections.flatMap(([, { tunnels }]) =>
    Object.values(tunnels).map((tunnel) => tunnel.outsideIpAddress),
  );
  const isHere = ({ OutsideIpAddress = '' }: { readonly OutsideIpAddress?: string }): boolean =>
    outside.includes(OutsideIpAddress);
  return [
    ...connections.flatMap(([, { routes = [] }]) =>
      routes.map(({ destinationCidrBlock }) => destinationCidrBlock),
    ),
    ...connections.flatMap(([name]) => transitGatewayRoutesTo(raw, name)),
    ...VpnConnections.filter(({ item }) => item.Options?.TunnelOptions?.some(isHere)).flatMap(
      ({ item }) => item.Options?.LocalIpv4NetworkCidr ?? [],
    ),
    ...DeviceConfigurations.flatMap(({ item }) =>
      item.Tunnels.filter(isHere).flatMap(({ LeftSubnet }) => LeftSubnet ?? []),
    ),
  ];
}

function transitGatewayRoutesTo(raw: RawLab, vpn: string): string[] {
  return Object.values(raw.transitGateways ?? {}).flatMap(({ attachments = {}, routeTables = {} }) => {
    const [attachment] = Object.entries(attachments).find(([, each]) => each.vpnConnection === vpn) ?? [];
    return Object.values(routeTables).flatMap(({ routes = [] }) =>
      routes.flatMap((route) =>
        attachment !== undefined && route.attachment === attachment ? route.destinationCidrBlock : [],
      ),
    );
  });
}
