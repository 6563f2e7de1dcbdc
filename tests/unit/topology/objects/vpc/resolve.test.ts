import { describe, expect, it } from 'vitest';
import { parseLab } from '../../../../../lab/topology/parse.ts';
import { FILES } from '../../../../../lab/topology/load.ts';

/** The VPC of a lab with nothing else. */
function vpcOf(lines: string) {
  return parseLab(
    `name: zones\nvpcs:\n  vpc-a:\n    cidrBlock: 10.10.0.0/16\n${lines}`,
    'lab.yaml',
    FILES,
    {},
  ).vpcs[0]!;
}

describe('resolveVpc', () => {
  it('has subnets without an association use the main route table, which comes with the VPC', () => {
    const vpc = vpcOf(`    subnets: { one: { cidrBlock: 10.10.0.0/20 } }`);
    expect(vpc.subnets[0]).toMatchObject({ routeTable: 'main', availabilityZone: 'ap-northeast-2a' });
    expect(vpc.routeTables).toEqual([{ name: 'main', routes: [], propagatingVgws: [] }]);
    expect(vpc.mainRouteTable).toBe('main');
  });

  it('takes another table for the main one', () => {
    const vpc = vpcOf(
      `    mainRouteTable: rt\n    subnets: { one: { cidrBlock: 10.10.0.0/20 } }\n    routeTables: { rt: {} }`,
    );
    expect(vpc.subnets[0]!.routeTable).toBe('rt');
    expect(vpc.routeTables.map(({ name }) => name)).toEqual(['rt']);
  });

  it('makes no main route table that no subnet uses', () => {
    const vpc = vpcOf(
      `    subnets: { one: { cidrBlock: 10.10.0.0/20, routeTable: rt } }\n    routeTables: { rt: {} }`,
    );
    expect(vpc).toMatchObject({ mainRouteTable: null, routeTables: [{ name: 'rt' }] });
  });

  it('puts subnets without a zone into the first zone that the lab file has', () => {
    const vpc = vpcOf(
      `    subnets: { one: { cidrBlock: 10.10.0.0/20 }, two: { cidrBlock: 10.10.16.0/20, availabilityZone: eu-west-1c } }`,
    );
    expect(vpc.subnets.map(({ availabilityZone }) => availabilityZone)).toEqual(['eu-west-1c', 'eu-west-1c']);
  });
});
