import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LAB_JSON_SCHEMA } from '../../../lab/topology/schema.ts';

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

describe('LAB_JSON_SCHEMA', () => {
  it('is what lab.schema.json holds (vitest run -u writes it)', async () => {
    const file = join(import.meta.dirname, '../../../lab.schema.json');
    await expect(`${JSON.stringify(LAB_JSON_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it('describes every key', () => {
    expect(keysWithoutDescription(LAB_JSON_SCHEMA as Schema)).toEqual([]);
  });

  it('gives editors patterns and ranges', () => {
    const tunnel = JSON.stringify(LAB_JSON_SCHEMA.properties?.vpnConnections);
    expect(tunnel).toContain('"minimum":900,"maximum":28800');
    expect(tunnel).toContain('"minProperties":2');
    expect(LAB_JSON_SCHEMA.required).toEqual(['name']);
  });
});
