import type * as z from 'zod';
import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { wrongType } from '../topology/check-schema.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { given } from '../given.ts';

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
    result.error.issues.flatMap((issue): Problem[] => {
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
      if (value === undefined) return [{ key, what: `fault ${fault} needs this parameter`, ...described }];
      return [{ key, value: JSON.stringify(value), ...flawOf(issue, value), ...described }];
    }),
  );
}

/** What zod has against a value, in words that the lab has for it elsewhere. */
function flawOf(issue: z.core.$ZodIssue, value: unknown): Pick<Problem, 'what' | 'hint'> {
  switch (issue.code) {
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      return { what: `must be one of ${allowed.join(', ')}`, hint: nearestNameHint(String(value), allowed) };
    }
    case 'invalid_type':
      return issue.expected === 'int' ? { what: 'must be a whole number' } : mistyped(issue.expected, value);
    case 'too_small':
      return { what: `must be ${issue.minimum} or more` };
    case 'too_big':
      return { what: `must be ${issue.maximum} or less` };
    default:
      return {
        what:
          issue.code === 'invalid_format' && issue.format === 'ipv4'
            ? 'is not an IPv4 address'
            : 'is not written as it has to be',
      };
  }
}

function mistyped(expected: string, value: unknown): Pick<Problem, 'what' | 'hint'> {
  const { what, hint } = wrongType(expected, value);
  return { what, ...given({ hint }) };
}

function describe(schema: z.ZodObject, key: string): { rule?: string } {
  const parameter = (schema.shape as Record<string, z.ZodType | undefined>)[key];
  return given({ rule: parameter?.description });
}
