import type * as z from 'zod';
import { given } from '../../../given.ts';
import { DEFAULTS } from '../../defaults.ts';
import { mapEntries } from '../../entries.ts';
import type { Gateway } from '../gateway.ts';
import { attachmentOf } from '../gateways.ts';
import { resolveVpcParts } from './parts.ts';
import type { vpcSchema } from './schema.ts';
import type { RouteTarget, Vpc } from './type.ts';

type RawVpc = z.input<typeof vpcSchema>;

/** The zone of subnets for which the lab file gives none: the first that it gives. */
export function defaultAvailabilityZone(vpcs: Readonly<Record<string, RawVpc>> = {}): string {
  const subnets = Object.values(vpcs).flatMap((vpc) => Object.values(vpc.subnets ?? {}));
  const [first = DEFAULTS.availabilityZone] = subnets.flatMap((subnet) => subnet.availabilityZone ?? []);
  return first;
}

/** Fills in the defaults of a VPC, and binds the targets of its routes. */
export function resolveVpc(
  name: string,
  raw: RawVpc,
  gateways: readonly Gateway[],
  defaultZone: string,
): Vpc {
  const main = raw.mainRouteTable ?? DEFAULTS.mainRouteTable;
  const subnets = mapEntries(
    raw.subnets,
    (subnet, { cidrBlock, ipv6CidrBlock, availabilityZone, routeTable }) => ({
      name: subnet,
      cidrBlock,
      ...given({ ipv6CidrBlock }),
      availabilityZone: availabilityZone ?? defaultZone,
      routeTable: routeTable ?? main,
    }),
  );
  const routeTables = withMain(raw, subnets);
  return {
    name,
    cidrBlocks: [raw.cidrBlock, ...(raw.secondaryCidrBlocks ?? [])],
    ...given({ ipv6CidrBlock: raw.ipv6CidrBlock }),
    subnets,
    mainRouteTable: raw.mainRouteTable ?? (Object.hasOwn(routeTables, main) ? main : null),
    routeTables: mapEntries(routeTables, (table, { routes = [], propagatingVgws = [] }) => ({
      name: table,
      propagatingVgws,
      routes: routes.map(({ destinationPrefixListId, target, ...to }) => ({
        destinationCidrBlock: to.destinationCidrBlock ?? to.destinationIpv6CidrBlock ?? null,
        ...given({ destinationPrefixListId }),
        target: resolveTarget(target, name, raw, gateways),
      })),
    })),
    ...resolveVpcParts(raw, raw.ipv6CidrBlock !== undefined),
    instances: mapEntries(
      raw.instances,
      (
        instance,
        { sourceDestCheck = true, publicIpAddress = null, keyName = null, statefulFirewall = false, ...of },
      ) => ({
        name: instance,
        subnet: of.subnet,
        privateIpAddress: of.privateIpAddress,
        ...given({ ipv6Address: of.ipv6Address }),
        publicIpAddress,
        keyName,
        securityGroups: of.securityGroups,
        sourceDestCheck,
        ...(statefulFirewall && { statefulFirewall }),
      }),
    ),
  };
}

/** The route tables with the main one, where a subnet uses it and it is not written: every VPC comes with one. */
function withMain(
  { routeTables = {}, mainRouteTable }: RawVpc,
  subnets: Vpc['subnets'],
): NonNullable<RawVpc['routeTables']> {
  const { mainRouteTable: name } = DEFAULTS;
  const isImplied = mainRouteTable === undefined && !Object.hasOwn(routeTables, name);
  const isUsed = subnets.some(({ routeTable }) => routeTable === name);
  return isImplied && isUsed ? { [name]: {}, ...routeTables } : routeTables;
}

/**
 * A word for a kind of gateway means the only one of it, of Internet gateways that of the VPC. What means none keeps its text,
 * for the rules to report.
 */
function resolveTarget(
  text: string,
  vpc: string,
  { natGateways = {}, instances = {} }: RawVpc,
  gateways: readonly Gateway[],
): RouteTarget {
  if (text === 'blackhole') return { kind: text };
  if (Object.hasOwn(natGateways, text)) return { kind: 'natGateway', name: text };
  if (Object.hasOwn(instances, text)) return { kind: 'instance', name: text };
  const ofKind = gateways.filter(
    (gateway) =>
      gateway.kind === text &&
      (gateway.kind !== 'internetGateway' || attachmentOf(gateway, 'vpc', vpc) !== undefined),
  );
  const gateway = gateways.find(({ name }) => name === text) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
  return { kind: gateway?.kind ?? 'transitGateway', name: gateway?.name ?? text };
}
