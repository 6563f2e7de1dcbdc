/** One line, no control characters, not endless. */
export function printable(text: string): string {
  const escaped = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
  return escaped.length > 80 ? `${escaped.slice(0, 77)}...` : escaped;
}

/** `preSharedKey:secret` without the space is one long key; it must not show the secret. */
export function maskKey<Part extends string | number>(key: Part): Part | string {
  return typeof key === 'string'
    ? printable(key.replace(/(pre-?shared-?key|psk|secret)\W.*/is, '$1...'))
    : key;
}
