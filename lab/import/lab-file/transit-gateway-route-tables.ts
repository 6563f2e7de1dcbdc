import type { RawLab } from '../../topology/schema.ts';
import type * as ec2 from '../ec2/transit-gateway.ts';
import type { Found } from '../found.ts';
import type { KnownAttachment } from './known-attachment.ts';
import { groupedBy } from './scope.ts';
import type { Scope } from './scope.ts';
import { rawRoutes } from './transit-gateway-routes.ts';

type RawGateway = NonNullable<RawLab['transitGateways']>[string];
type RawTable = NonNullable<RawGateway['routeTables']>[string];
type Defaults = Pick<
  RawGateway,
  | 'defaultRouteTableAssociation'
  | 'associationDefaultRouteTable'
  | 'defaultRouteTablePropagation'
  | 'propagationDefaultRouteTable'
>;

/** How long a name may be that is an interface's, too. */
const MAX_DEVICE_NAME = 15;

/** What files say of route tables, by the ids of these. */
export interface Links {
  readonly associations: ReadonlyMap<string, readonly string[]>;
  readonly propagations: ReadonlyMap<string, readonly string[]>;
  readonly routes: ReadonlyMap<string, readonly Found<ec2.TransitGatewayRoute>[]>;
  readonly references: ReadonlyMap<string, readonly Found<ec2.TransitGatewayPrefixListReference>[]>;
}

/** Associations, propagations and routes by their tables; attachments say what they are associated with, too. */
export function linksOf(scope: Scope): Links {
  const { objects } = scope;
  const associations = new Map<string, Set<string>>();
  const propagations = new Map<string, Set<string>>();
  const add = (to: Map<string, Set<string>>, table: string, attachment: string): void => {
    to.set(table, (to.get(table) ?? new Set()).add(attachment));
  };
  for (const { item } of objects.TransitGatewayAttachments) {
    const { TransitGatewayRouteTableId: table, State = 'associated' } = item.Association ?? {};
    if (table !== undefined && State.startsWith('associat'))
      add(associations, table, item.TransitGatewayAttachmentId);
  }
  for (const found of objects.TransitGatewayRouteTableAssociations)
    add(associations, tableOf(scope, found), found.item.TransitGatewayAttachmentId);
  for (const found of objects.TransitGatewayRouteTablePropagations)
    add(propagations, tableOf(scope, found), found.item.TransitGatewayAttachmentId);
  for (const found of objects.TransitGatewayRoutes) {
    if (found.item.Type !== 'propagated') continue;
    for (const { TransitGatewayAttachmentId: id } of found.item.TransitGatewayAttachments ?? [])
      if (id !== undefined) add(propagations, tableOf(scope, found), id);
  }
  const lists = (map: Map<string, Set<string>>) =>
    new Map([...map].map(([id, set]) => [id, [...set]] as const));
  return {
    associations: lists(associations),
    propagations: lists(propagations),
    routes: groupedBy(objects.TransitGatewayRoutes, (found) => tableOf(scope, found)),
    references: groupedBy(objects.TransitGatewayPrefixListReferences, (found) => tableOf(scope, found)),
  };
}

/** The table of what does not say it is the only one; with several, it is not known. */
function tableOf(scope: Scope, { item, at }: Found<{ readonly TransitGatewayRouteTableId: string }>): string {
  if (item.TransitGatewayRouteTableId !== '') return item.TransitGatewayRouteTableId;
  const [only, ...others] = scope.objects.TransitGatewayRouteTables;
  if (only !== undefined && others.length === 0) return only.item.TransitGatewayRouteTableId;
  const { file } = at();
  scope.refuse({
    file,
    what: 'does not say which Transit Gateway route table it is of',
    rule: 'search-transit-gateway-routes and get-transit-gateway-route-table-* leave that out of what they print',
    hint: `name the file after the table, e.g. ${only?.item.TransitGatewayRouteTableId ?? 'tgw-rtb-0123456789abcdef0'}.json`,
  });
  return '';
}

/** A Transit Gateway, with what of it is known. */
interface GatewayParts {
  readonly gateway: Found<ec2.TransitGateway>;
  readonly attachments: readonly Found<ec2.TransitGatewayAttachment>[];
  readonly known: readonly KnownAttachment[];
  readonly links: Links;
}

/** The route tables of a Transit Gateway by their names, and which of them are the default ones. */
export function routeTablesOf(
  scope: Scope,
  parts: GatewayParts,
): { readonly raw: Record<string, RawTable>; readonly defaults: Defaults } {
  const { gateway, known, links } = parts;
  const id = gateway.item.TransitGatewayId;
  const tables = tablesOf(scope, parts);
  const nameOf = (table: string): string => scope.nameOf(table, MAX_DEVICE_NAME, id);
  const names = (ids: readonly string[] = [], isLinked = (_: KnownAttachment): boolean => true): string[] =>
    known.filter((each) => ids.includes(each.id) && isLinked(each)).map(({ name }) => name);
  const associated = new Set<string>();
  const raw = tables.map((table) => {
    const associations = names(links.associations.get(table)).filter((name) => !associated.has(name));
    for (const name of associations) associated.add(name);
    const propagations = names(links.propagations.get(table), ({ isPeering }) => !isPeering);
    scope.place(['transitGateways', scope.nameOf(id), 'routeTables', nameOf(table)], gateway.at());
    return [
      nameOf(table),
      {
        ...(associations.length > 0 && { associations }),
        ...(propagations.length > 0 && { propagations }),
        ...rawRoutes(scope, known, links.routes.get(table), links.references.get(table)),
      },
    ] as const;
  });
  return { raw: Object.fromEntries(raw), defaults: defaultsOf(scope, parts, tables, nameOf) };
}

/** The tables of a gateway: those that files describe, and those that its attachments are associated with. */
function tablesOf({ objects }: Scope, { gateway, attachments, links }: GatewayParts): string[] {
  const { TransitGatewayId: id, Options = {} } = gateway.item;
  const described = objects.TransitGatewayRouteTables.filter(({ item }) => item.TransitGatewayId === id);
  const elsewhere = new Set(
    objects.TransitGatewayRouteTables.filter(({ item }) => item.TransitGatewayId !== id).map(
      ({ item }) => item.TransitGatewayRouteTableId,
    ),
  );
  const own = new Set(attachments.map(({ item }) => item.TransitGatewayAttachmentId));
  const linked = [...links.associations, ...links.propagations].filter(([, ids]) =>
    ids.some((each) => own.has(each)),
  );
  const named = [
    ...described.map(({ item }) => item.TransitGatewayRouteTableId),
    ...linked.map(([table]) => table),
    ...[Options.AssociationDefaultRouteTableId, Options.PropagationDefaultRouteTableId].filter(
      (table) => table !== undefined,
    ),
  ];
  return [...new Set(named)].filter((table) => table !== '' && !elsewhere.has(table));
}

/**
 * What files say of associations and propagations is all there is: a default table stays one where it would change nothing of
 * that. Where they say nothing of either, the gateway's options decide, as they do for new attachments (AWS Transit Gateway
 * guide, How transit gateways work).
 */
function defaultsOf(
  scope: Scope,
  { gateway, attachments, known, links }: GatewayParts,
  tables: readonly string[],
  nameOf: (table: string) => string,
): Defaults {
  if (tables.length === 0) return {};
  const { TransitGatewayId: id, Options = {} } = gateway.item;
  const described = scope.objects.TransitGatewayRouteTables.map(({ item }) => item);
  const says = (map: ReadonlyMap<string, readonly string[]>): boolean =>
    tables.some((table) => map.has(table));
  const tableOf = (
    option: string | undefined,
    named: string | undefined,
    flag: 'DefaultAssociationRouteTable' | 'DefaultPropagationRouteTable',
  ): string | undefined => {
    if (option === 'disable') return undefined;
    return (
      named ??
      described.find((each) => each.TransitGatewayId === id && each[flag] === true)
        ?.TransitGatewayRouteTableId
    );
  };
  const associated = new Set(tables.flatMap((table) => links.associations.get(table) ?? []));
  const association =
    !says(links.associations) || known.every((each) => associated.has(each.id))
      ? tableOf(
          Options.DefaultRouteTableAssociation,
          Options.AssociationDefaultRouteTableId,
          'DefaultAssociationRouteTable',
        )
      : undefined;
  const propagationTable = tableOf(
    Options.DefaultRouteTablePropagation,
    Options.PropagationDefaultRouteTableId,
    'DefaultPropagationRouteTable',
  );
  const propagated = new Set(links.propagations.get(propagationTable ?? ''));
  const propagation =
    !says(links.propagations) || known.every((each) => each.isPeering || propagated.has(each.id))
      ? propagationTable
      : undefined;
  if (attachments.length > 0 && !says(links.propagations)) noteNoPropagations(scope, gateway, propagation);
  return {
    defaultRouteTableAssociation: association === undefined ? 'disable' : 'enable',
    ...(association !== undefined && { associationDefaultRouteTable: nameOf(association) }),
    defaultRouteTablePropagation: propagation === undefined ? 'disable' : 'enable',
    ...(propagation !== undefined && { propagationDefaultRouteTable: nameOf(propagation) }),
  };
}

function noteNoPropagations(
  scope: Scope,
  { item, at }: Found<ec2.TransitGateway>,
  propagation: string | undefined,
): void {
  const what = 'has no propagations in any file';
  const all = ': every attachment propagates into the default propagation route table';
  scope.note(item.TransitGatewayId, propagation === undefined ? what : `${what}${all}`, at(), {
    hint: 'aws ec2 get-transit-gateway-route-table-propagations --transit-gateway-route-table-id ID > propagations-ID.json',
  });
}
