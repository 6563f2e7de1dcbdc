/** The values of a map type as the lab file has them: possibly absent, keyed by name. */
export type Entry<Map> = NonNullable<Map> extends Readonly<Record<string, infer Value>> ? Value : never;

/** Maps a map of the lab file, in the file's order, to a list. An absent map is an empty one. */
export function mapEntries<Value, Result>(
  map: Readonly<Record<string, Value>> | undefined,
  toResult: (name: string, value: Value) => Result,
): Result[] {
  return Object.entries(map ?? {}).map(([name, value]) => toResult(name, value));
}
