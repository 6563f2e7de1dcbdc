import { isDeepStrictEqual } from 'node:util';

/** Whether a value is a map of a lab file. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What a lab file makes of its base: maps merge key by key, lists and scalars replace, null removes what the base has.
 * A null that removes nothing stays, to be reported. The base's keys come first. Neither argument is changed; the
 * result shares what it does not merge.
 */
export function overlay(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null && Object.hasOwn(base, key)) delete result[key];
    else result[key] = Object.hasOwn(base, key) ? overlay(base[key], value) : value;
  }
  return result;
}

/** What is to be laid over `base` by {@link overlay} so that `wanted` comes of it; undefined where nothing differs. */
export function differenceOf(base: unknown, wanted: unknown): unknown {
  if (!isMap(base) || !isMap(wanted)) return isDeepStrictEqual(base, wanted) ? undefined : wanted;
  const removed = Object.keys(base).filter((key) => !Object.hasOwn(wanted, key));
  const entries = [
    ...removed.map((key) => [key, null] as const),
    ...Object.entries(wanted).map(([key, value]) => [key, differenceOf(base[key], value)] as const),
  ].filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
