import type { z } from 'zod';
import { CIDR_BLOCK_PATTERN, IP_ADDRESS_PATTERN } from '../../lab/topology/cidr.ts';

type Schema = z.core.JSONSchema.BaseSchema;

/** The keys of one map of a lab file. */
export interface KeyTable {
  /** Where the map stands, e.g. `vpcs.NAME`. */
  readonly place: string;
  readonly keys: readonly KeyEntry[];
}

/** A key of a lab file, in Markdown. */
export interface KeyEntry {
  readonly key: string;
  readonly isRequired: boolean;
  /** Where it stands, e.g. `vpcs.NAME.cidrBlock`. */
  readonly place: string;
  /** Kind of value, or the values that it can have. */
  readonly value: string;
  readonly description: string;
  /** The AWS document that has the rule, or nothing. */
  readonly source: string;
}

/** Every map of a lab file whose keys are words of the schema, from the top down. */
export function keyTables(schema: Schema, place = ''): KeyTable[] {
  const { properties = {}, required = [], additionalProperties, items } = schema;
  const placeOf = (key: string): string => (place === '' ? key : `${place}.${key}`);
  const properly = Object.entries(properties) as [string, Schema][];
  const keys = properly.map(([key, value]) => ({
    key,
    isRequired: required.includes(key),
    place: placeOf(key),
    value: kindOf(value),
    description: value.description ?? '',
    source: value.$comment ?? '',
  }));
  const below = (value: unknown, where: string): KeyTable[] =>
    typeof value === 'object' && value !== null ? keyTables(value as Schema, where) : [];
  return [
    ...(keys.length > 0 ? [{ place: place === '' ? 'The top' : `\`${place}\``, keys }] : []),
    ...properly.flatMap(([key, value]) => below(value, placeOf(key))),
    ...below(additionalProperties, `${place}.NAME`),
    ...below(items, `${place}[]`),
  ];
}

const PATTERNS: Readonly<Record<string, string>> = {
  [CIDR_BLOCK_PATTERN]: 'CIDR block',
  [IP_ADDRESS_PATTERN]: 'IPv4 address',
};

function kindOf({
  type,
  enum: choices,
  const: only,
  items,
  minimum,
  maximum,
  pattern,
  anyOf,
}: Schema): string {
  if (anyOf !== undefined) return anyOf.map((each) => kindOf(each)).join(', or ');
  if (only !== undefined) return `\`${String(only)}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(', ');
  if (type === 'array') return `list of ${kindOf((items ?? {}) as Schema)}`;
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  const word = { string: 'text', object: 'map', boolean: '`true` or `false`' }[type as string];
  return PATTERNS[pattern ?? ''] ?? word ?? String(type);
}

/** Values that stand in lab files, by the place of their key with NAME for names of their owner's. */
export function valuesByPlace(schema: Schema, file: unknown, place = ''): [place: string, value: unknown][] {
  if (typeof file !== 'object' || file === null) return [];
  const { properties = {}, additionalProperties, items } = schema;
  if (Array.isArray(file)) {
    return file.flatMap((item) => valuesByPlace((items ?? {}) as Schema, item, `${place}[]`));
  }
  return Object.entries(file).flatMap(([key, value]: [string, unknown]): [string, unknown][] => {
    const known = properties[key] as Schema | undefined;
    const at = [...(place === '' ? [] : [place]), known === undefined ? 'NAME' : key].join('.');
    const own: [string, unknown][] = known === undefined ? [] : [[at, value]];
    return [...own, ...valuesByPlace(known ?? ((additionalProperties ?? {}) as Schema), value, at)];
  });
}
