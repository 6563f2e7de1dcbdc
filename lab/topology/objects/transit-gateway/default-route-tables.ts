import { DEFAULTS } from '../../defaults.ts';
import type { Attachment, TransitGateway, TransitGatewayRouteTable } from './type.ts';

/** What a lab file says of the default route tables of a Transit Gateway. */
interface RawDefaults {
  readonly defaultRouteTableAssociation?: 'enable' | 'disable' | undefined;
  readonly defaultRouteTablePropagation?: 'enable' | 'disable' | undefined;
  readonly associationDefaultRouteTable?: string | undefined;
  readonly propagationDefaultRouteTable?: string | undefined;
}

type WithTables = Pick<
  TransitGateway,
  'routeTables' | 'associationDefaultRouteTable' | 'propagationDefaultRouteTable'
>;

/**
 * The route tables of a Transit Gateway, the default ones among them: an attachment that no table has is associated with the
 * default association table, and each propagates into the default propagation table (AWS Transit Gateway guide, How transit
 * gateways work). Both are on unless disabled, as with CreateTransitGateway; a lab file with route tables of its own has
 * said what it wants, and needs to enable them.
 */
export function withDefaultTables(
  raw: RawDefaults,
  attachments: readonly Attachment[],
  written: readonly TransitGatewayRouteTable[],
): WithTables {
  const tableOf = (option: 'enable' | 'disable' | undefined, table: string | undefined): string | null => {
    const isOn = option ?? (table !== undefined || written.length === 0 ? 'enable' : 'disable');
    return isOn === 'enable' ? (table ?? DEFAULTS.transitGatewayRouteTable) : null;
  };
  const association = tableOf(raw.defaultRouteTableAssociation, raw.associationDefaultRouteTable);
  const propagation = tableOf(raw.defaultRouteTablePropagation, raw.propagationDefaultRouteTable);
  const names = attachments.map(({ name }) => name);
  // A peering propagates nothing (AWS Transit Gateway guide, Peering attachments).
  const propagating = attachments
    .filter(({ resourceType }) => resourceType !== 'peering')
    .map(({ name }) => name);
  const associated = new Set(written.flatMap(({ associations }) => associations));
  const routeTables = [...written, ...missing(written, association, propagation)].map((table) => ({
    ...table,
    associations:
      table.name === association
        ? [...table.associations, ...names.filter((name) => !associated.has(name))]
        : table.associations,
    propagations:
      table.name === propagation
        ? [...table.propagations, ...propagating.filter((name) => !table.propagations.includes(name))]
        : table.propagations,
  }));
  return {
    associationDefaultRouteTable: association,
    propagationDefaultRouteTable: propagation,
    routeTables,
  };
}

/** The one default table that AWS makes, unless the lab file has it. One of another name the rules ask for. */
function missing(
  written: readonly TransitGatewayRouteTable[],
  ...defaults: readonly (string | null)[]
): TransitGatewayRouteTable[] {
  const name = DEFAULTS.transitGatewayRouteTable;
  const isThere = written.some((table) => table.name === name);
  if (isThere || !defaults.includes(name)) return [];
  return [{ name, associations: [], propagations: [], routes: [], prefixListReferences: [] }];
}
