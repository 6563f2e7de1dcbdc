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
