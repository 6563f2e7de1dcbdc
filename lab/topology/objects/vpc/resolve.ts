import type { z } from 'zod';
import { mapEntries } from '../../entries.ts';
import type { Gateway } from '../gateway.ts';
import { resolveVpcParts } from './parts.ts';
import type { vpcSchema } from './schema.ts';
import type { RouteTarget, Vpc } from './type.ts';

type RawVpc = z.input<typeof vpcSchema>;

/** Fills in the defaults of a VPC, and binds the targets of its routes. */
export function resolveVpc(name: string, raw: RawVpc, gateways: readonly Gateway[]): Vpc {
  return {
    name,
    cidrBlock: raw.cidrBlock,
    subnets: mapEntries(raw.subnets, (subnet, { cidrBlock, routeTable }) => ({
      name: subnet,
      cidrBlock,
      routeTable,
    })),
    routeTables: mapEntries(raw.routeTables, (table, { routes = [], propagatingVgws = [] }) => ({
      name: table,
      propagatingVgws,
      routes: routes.map(({ destinationCidrBlock, target }) => ({
        destinationCidrBlock,
        target: resolveTarget(target, gateways),
      })),
    })),
    ...resolveVpcParts(raw),
    instances: mapEntries(raw.instances, (instance, { subnet, privateIpAddress, securityGroups }) => ({
      name: instance,
      subnet,
      privateIpAddress,
      securityGroups,
    })),
  };
}

/** A word for a kind of gateway means the only one of it. What means none keeps its text, for the rules to report. */
function resolveTarget(text: string, gateways: readonly Gateway[]): RouteTarget {
  if (text === 'blackhole') return { kind: text };
  const ofKind = gateways.filter(({ kind }) => kind === text);
  const gateway = gateways.find(({ name }) => name === text) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
  return { kind: gateway?.kind ?? 'transitGateway', name: gateway?.name ?? text };
}
