import type { z } from 'zod';
import { UsageError } from '../errors.ts';
import type { Fault } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';

/**
 * Checks the parameters of a fault and fills in their defaults.
 * @throws {UsageError} with every parameter that is missing, unknown or of a wrong value.
 */
export function checkParameters(
  fault: string,
  schema: z.ZodObject,
  parameters: unknown,
): Record<string, unknown> {
  const result = schema.safeParse(parameters);
  if (result.success) return result.data;
  const known = Object.keys(schema.shape);
  throw new UsageError(
    result.error.issues.flatMap((issue): Fault[] => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          key,
          what: `fault ${fault} has no such parameter`,
          hint: nearestNameHint(key, known),
        }));
      }
      const key = issue.path.join('.');
      const value = (parameters as Record<string, unknown>)[key];
      const described = describe(schema, key);
      return [
        {
          key,
          what: value === undefined ? `fault ${fault} needs this parameter` : issue.message,
          ...(value === undefined ? {} : { value: JSON.stringify(value) }),
          ...described,
        },
      ];
    }),
  );
}

function describe(schema: z.ZodObject, key: string): { rule?: string } {
  const parameter = (schema.shape as Record<string, z.ZodType | undefined>)[key];
  return parameter?.description === undefined ? {} : { rule: parameter.description };
}
