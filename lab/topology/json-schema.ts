import type * as z from 'zod';
import { labJsonSchema } from './schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Properties = NonNullable<JsonSchema['properties']>;

const { $schema, title, ...whole } = labJsonSchema();
const { name, extends: base, ...inherited } = whole.properties ?? {};

/**
 * JSON Schema (draft 2020-12) of every lab file, for editors; `lab.schema.json` is its rendering. A file that extends
 * another may leave out whatever its base has, or remove it with null.
 */
export const LAB_FILE_JSON_SCHEMA = {
  $schema,
  title,
  if: { required: ['extends'] },
  then: { $ref: '#/$defs/difference' },
  else: { $ref: '#/$defs/whole' },
  $defs: {
    whole,
    difference: {
      ...whole,
      required: ['extends'],
      properties: { name, extends: base, ...removable(inherited) },
    },
  },
};

/** What a difference may say of a part: it may leave out keys. A list is replaced as a whole, so in one it may not. */
function difference(part: JsonSchema): JsonSchema {
  const { required, minProperties, maxProperties, properties, additionalProperties, ...rest } = part;
  return {
    ...rest,
    ...(properties !== undefined && { properties: removable(properties) }),
    ...(additionalProperties !== undefined && { additionalProperties: orNull(additionalProperties) }),
  };
}

function removable(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, orNull(part)]));
}

/** Where anything or nothing may stand, null adds nothing. */
function orNull(part: JsonSchema | boolean): JsonSchema | boolean {
  return typeof part === 'boolean' ? part : { anyOf: [difference(part), { type: 'null' }] };
}
