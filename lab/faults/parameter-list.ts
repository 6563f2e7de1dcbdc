import * as z from 'zod';

/** One parameter of a kind of fault, as a command line shows it. */
export interface FaultParameter {
  /** E.g. `tunnel`. */
  readonly name: string;
  readonly description: string;
  /** Null if it has to be given. */
  readonly default: string | number | null;
  /** The values there are to choose from; null if it is not a choice. */
  readonly values: readonly string[] | null;
}

/** The part of a JSON Schema that is looked at. */
interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number;
  readonly enum?: readonly string[];
}

/** The parameters of a kind of fault, in the order of its schema. */
export function listParameters(schema: z.ZodObject): FaultParameter[] {
  return Object.entries(properties(schema)).map(([name, property]) => ({
    name,
    description: property.description ?? '',
    default: property.default ?? null,
    values: property.enum ?? null,
  }));
}

/** Parameters out of a command line's texts: a number where one is meant. What is none is left for the schema's check. */
export function readParameters(
  schema: z.ZodObject,
  texts: Readonly<Record<string, string>>,
): Record<string, string | number> {
  const known = properties(schema);
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const isNumber = ['number', 'integer'].includes(known[name]?.type ?? '');
      return [name, isNumber && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text];
    }),
  );
}

function properties(schema: z.ZodObject): Readonly<Record<string, Property>> {
  return (z.toJSONSchema(schema, { io: 'input' }).properties ?? {}) as Readonly<Record<string, Property>>;
}
