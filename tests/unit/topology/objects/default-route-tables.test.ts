import { describe, expect, it } from 'vitest';
import { withDefaultTables } from '../../../../lab/topology/objects/transit-gateway/default-route-tables.ts';
import type { Attachment } from '../../../../lab/topology/types.ts';

const attachments: Attachment[] = [
  { name: 'att-a', resourceType: 'vpc', resource: 'vpc-a', subnets: [] },
  { name: 'att-b', resourceType: 'vpc', resource: 'vpc-b', subnets: [] },
];

const table = (name: string, associations: string[] = [], propagations: string[] = []) => ({
  name,
  associations,
  propagations,
  routes: [],
  prefixListReferences: [],
});

describe('withDefaultTables', () => {
  it('associates and propagates every attachment where the lab file has no route tables', () => {
    expect(withDefaultTables({}, attachments, [])).toEqual({
      associationDefaultRouteTable: 'tgw-rt-default',
      propagationDefaultRouteTable: 'tgw-rt-default',
      routeTables: [table('tgw-rt-default', ['att-a', 'att-b'], ['att-a', 'att-b'])],
    });
  });

  it('leaves route tables of the lab file as they are', () => {
    const own = [table('own', ['att-a'], ['att-b'])];
    expect(withDefaultTables({}, attachments, own)).toEqual({
      associationDefaultRouteTable: null,
      propagationDefaultRouteTable: null,
      routeTables: own,
    });
  });

  it('makes one table if either is enabled, and none if neither is', () => {
    const propagation = withDefaultTables({ defaultRouteTableAssociation: 'disable' }, attachments, []);
    expect(propagation.routeTables).toEqual([table('tgw-rt-default', [], ['att-a', 'att-b'])]);
    const association = withDefaultTables({ defaultRouteTablePropagation: 'disable' }, attachments, []);
    expect(association.routeTables).toEqual([table('tgw-rt-default', ['att-a', 'att-b'], [])]);
    const neither = withDefaultTables(
      { defaultRouteTableAssociation: 'disable', defaultRouteTablePropagation: 'disable' },
      attachments,
      [],
    );
    expect(neither.routeTables).toEqual([]);
  });

  it('takes other tables for defaults, and what is associated elsewhere stays there', () => {
    const raw = { associationDefaultRouteTable: 'spokes', propagationDefaultRouteTable: 'shared' };
    const written = [table('spokes'), table('shared', ['att-b'], ['att-b'])];
    expect(withDefaultTables(raw, attachments, written).routeTables).toEqual([
      table('spokes', ['att-a']),
      table('shared', ['att-b'], ['att-b', 'att-a']),
    ]);
  });

  it('adds to a default table that the lab file has', () => {
    const written = [
      { ...table('tgw-rt-default'), routes: [{ destinationCidrBlock: '10.99.0.0/16', attachment: null }] },
    ];
    const { routeTables } = withDefaultTables(
      { defaultRouteTableAssociation: 'enable' },
      attachments,
      written,
    );
    expect(routeTables).toEqual([{ ...written[0], associations: ['att-a', 'att-b'] }]);
  });
});
