import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { LAB_FILE_JSON_SCHEMA } from '../../../lab/topology/json-schema.ts';
import { labJsonSchema } from '../../../lab/topology/schema.ts';

interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
}

function keysWithoutDescription(schema: Schema, path = ''): string[] {
  const { properties = {}, additionalProperties, items } = schema;
  return [
    ...Object.entries(properties).flatMap(([key, value]) => [
      ...(value.description === undefined ? [`${path}.${key}`] : []),
      ...keysWithoutDescription(value, `${path}.${key}`),
    ]),
    ...(additionalProperties ? keysWithoutDescription(additionalProperties, `${path}.*`) : []),
    ...(items !== undefined ? keysWithoutDescription(items, `${path}[]`) : []),
  ];
}

describe('labJsonSchema', () => {
  it('is what lab.schema.json holds (vitest run -u writes it)', async () => {
    const file = join(import.meta.dirname, '../../../lab.schema.json');
    await expect(`${JSON.stringify(LAB_FILE_JSON_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it('describes every key', () => {
    expect(keysWithoutDescription(labJsonSchema() as Schema)).toEqual([]);
  });

  it('gives editors patterns and ranges', () => {
    const tunnel = JSON.stringify(labJsonSchema().properties?.vpnConnections);
    expect(tunnel).toContain('"minimum":900,"maximum":28800');
    expect(tunnel).toContain('"minProperties":2');
    expect(labJsonSchema().required).toEqual(['name']);
  });
});

describe('LAB_FILE_JSON_SCHEMA', () => {
  const { whole, difference } = LAB_FILE_JSON_SCHEMA.$defs;
  const takes = (yaml: string): boolean => {
    const file = parse(yaml) as object;
    const schema = 'extends' in file ? difference : whole;
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]).safeParse(file).success;
  };

  it('takes the lab file of every scenario', () => {
    const folder = join(import.meta.dirname, '../../../scenarios');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const labFiles = files.filter((file) => file.endsWith('lab.yaml'));
    const refused = labFiles.filter((file) => !takes(readFileSync(join(folder, file), 'utf8')));
    expect(labFiles.length).toBeGreaterThan(3);
    expect(refused).toEqual([]);
  });

  it.each([
    ['what the base has left out', 'vpcs: { vpc-a: { instances: { host-a: { subnet: private } } } }', true],
    ['null over what the base has', 'vpcs: { vpc-a: ~, vpc-b: { cidrBlock: ~, subnets: ~ } }', true],
    [
      'one tunnel of two',
      'vpnConnections: { vpn: { tunnels: { tunnel-1: { preSharedKey: abcdefgh } } } }',
      true,
    ],
    ['an unknown key', 'vpcs: { vpc-a: { cidrBlok: 10.10.0.0/16 } }', false],
    ['a malformed value', 'vpcs: { vpc-a: { cidrBlock: 10.10.0.0 } }', false],
    ['something left out in a list', 'transitGateway: { routeTables: { a: { routes: [{}] } } }', false],
  ])('of a file that extends another: %s', (_, yaml, taken) => {
    expect(takes(`{ name: x, extends: base.yaml, ${yaml} }`)).toBe(taken);
    expect(takes(`{ name: x, ${yaml} }`)).toBe(false);
  });

  it('wants a name, which a difference may leave to its base and cannot remove', () => {
    expect(takes('{ timers: fast }')).toBe(false);
    expect(takes('{ extends: base.yaml }')).toBe(true);
    expect(takes('{ name: ~, extends: base.yaml }')).toBe(false);
  });
});
