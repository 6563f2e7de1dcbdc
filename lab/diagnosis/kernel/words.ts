/** The values of a line that is made of keys and values, as `dev eth0 metric 100`, for the keys that are asked for. */
export function valuesOf<Key extends string>(
  words: readonly string[],
  keys: readonly Key[],
): Partial<Record<Key, string>> {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = words[words.indexOf(key) + 1];
      return words.includes(key) && value !== undefined ? [[key, value]] : [];
    }),
  ) as Partial<Record<Key, string>>;
}

/** The words of a line; `\` stands for a line break where `ip -o` prints one line. */
export function wordsOf(line: string): string[] {
  return line.split(/[\s\\]+/).filter((word) => word !== '');
}
