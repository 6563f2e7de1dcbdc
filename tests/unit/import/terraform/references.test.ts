import { describe, expect, it } from 'vitest';
import { References } from '../../../../lab/import/terraform/references.ts';
import type { ModuleConfiguration, Resource } from '../../../../lab/import/terraform/resources.ts';

const resource = (address: string, module = '', index?: string | number): Resource => {
  const [type = '', name = ''] = address
    .slice(module === '' ? 0 : module.length + 1)
    .replace(/\[.*$/, '')
    .split('.');
  return { address, module, type, name, index, values: {}, raw: {} };
};
const expression = (...references: string[]) => ({ references });

const SUBNETS = [0, 1].map((index) => resource(`aws_subnet.b[${index}]`, '', index));
const INNER = ['x', 'y'].map((key) => resource(`module.net["${key}"].aws_vpc.v`, `module.net["${key}"]`));
const ASKER = resource('aws_route.r[1]', '', 1);
const INSIDE = resource('module.net["y"].aws_subnet.s', 'module.net["y"]');
const VPC = resource('aws_vpc.a');
const configuration: ModuleConfiguration = {
  resources: [
    { type: 'aws_route', name: 'r', expressions: {}, for_each_expression: expression('aws_vpc.a') },
  ],
  module_calls: {
    net: {
      expressions: { given: expression('aws_vpc.a.id', 'aws_vpc.a') },
      module: { resources: [], outputs: { vpc: { expression: expression('aws_vpc.v.id', 'aws_vpc.v') } } },
    },
  },
};
const references = new References({ resources: [VPC, ...SUBNETS, ...INNER, INSIDE, ASKER], configuration });
const found = (from: Resource, ...texts: string[]): string[] =>
  references
    .resolve(expression(...texts), from)
    .map(({ resource: { address }, attribute }) => `${address} ${attribute}`);

describe('references of a configuration', () => {
  it.each<[string, Resource, string[], string[]]>([
    ['a resource', ASKER, ['aws_vpc.a.main_route_table_id', 'aws_vpc.a'], ['aws_vpc.a main_route_table_id']],
    [
      'one of several, by its index',
      ASKER,
      ['aws_subnet.b[0].id', 'aws_subnet.b[0]', 'aws_subnet.b'],
      ['aws_subnet.b[0] id'],
    ],
    [
      'one of several, by the index of who asks',
      ASKER,
      ['aws_subnet.b', 'count.index'],
      ['aws_subnet.b[1] id'],
    ],
    ['all of several', VPC, ['aws_subnet.b'], ['aws_subnet.b[0] id', 'aws_subnet.b[1] id']],
    [
      'an output of an instance of a module',
      VPC,
      ['module.net["x"].vpc', 'module.net["x"]', 'module.net'],
      ['module.net["x"].aws_vpc.v id'],
    ],
    ['what a module is given', INSIDE, ['var.given'], ['aws_vpc.a id']],
    ['what is gone through', ASKER, ['each.value'], ['aws_vpc.a id']],
    ['nothing that the plan has', VPC, ['local.x', 'aws_vpc.gone.id', 'var.root'], []],
  ])('to %s', (_, from, texts, expected) => {
    expect(found(from, ...texts)).toEqual(expected);
  });
});
