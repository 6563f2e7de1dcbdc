import type { z } from 'zod';

type Schema = z.core.JSONSchema.BaseSchema;

/** The keys of one map of a lab file. */
export interface KeyTable {
  /** Where the map stands, e.g. `vpcs.NAME`. */
  readonly place: string;
  /** Key, kind of value and description, in Markdown. */
  readonly rows: readonly (readonly string[])[];
}

/** Every map of a lab file whose keys are words of the schema, from the top down. */
export function keyTables(schema: Schema, place = ''): KeyTable[] {
  const { properties = {}, required = [], additionalProperties, items } = schema;
  const keys = Object.entries(properties) as [string, Schema][];
  const rows = keys.map(([key, value]) => [
    required.includes(key) ? `**\`${key}\`**` : `\`${key}\``,
    kindOf(value),
    value.description ?? '',
  ]);
  const below = (value: unknown, where: string): KeyTable[] =>
    typeof value === 'object' && value !== null ? keyTables(value as Schema, where) : [];
  return [
    ...(rows.length > 0 ? [{ place: place === '' ? 'The top' : `\`${place}\``, rows }] : []),
    ...keys.flatMap(([key, value]) => below(value, place === '' ? key : `${place}.${key}`)),
    ...below(additionalProperties, `${place}.NAME`),
    ...below(items, `${place}[]`),
  ];
}

function kindOf({ type, enum: choices, const: only, items, minimum, maximum }: Schema): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (type === 'array') return `list of ${kindOf((items ?? {}) as Schema)}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  return { string: 'text', object: 'map', boolean: '`true` or `false`' }[type as string] ?? String(type);
}
