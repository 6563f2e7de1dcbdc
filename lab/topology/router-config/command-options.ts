/** What {@link readOptions} knows of a command's words. */
export interface OptionNames {
  /** Words that take the next word as value. */
  readonly values: readonly string[];
  /** Words that stand alone. */
  readonly flags?: readonly string[];
  /** Name for the one word that is neither, e.g. the `10.10.0.0/16` of `ip route add`. */
  readonly positional?: string;
}

/**
 * Reads a command's words as options in any order. Returns the options by name (a flag is its own
 * value), or the word that the lab does not know.
 */
export function readOptions(
  words: readonly string[],
  names: OptionNames,
): Map<string, string> | { readonly unknown: string } {
  const options = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    let name: string | undefined = word;
    let value: string | undefined = word;
    if (names.values.includes(word)) value = words[(at += 1)];
    else if (names.flags?.includes(word) !== true) name = names.positional;
    if (name === undefined || value === undefined || options.has(name)) return { unknown: word };
    options.set(name, value);
  }
  return options;
}
