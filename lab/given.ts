/** The entries of `Values` that are there, so that their keys may be missing, but are never undefined. */
export type Given<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/**
 * Leaves out what is undefined: for optional keys, which are to be missing rather than undefined.
 * @example `{ what, ...given({ hint }) }`
 */
export function given<Values extends object>(values: Values): Given<Values> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<Values>;
}
