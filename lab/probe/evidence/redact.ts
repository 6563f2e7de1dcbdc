/** A line of `ip xfrm state` that ends with the key of an algorithm: its name comes first. */
const XFRM_KEY = /^(\s+(?:auth|auth-trunc|enc|aead|comp|unknown algo\(\d+\)) \S+ )0x[0-9a-fA-F]+/gm;
const HIDDEN = '<key>';

/**
 * What takes keys out of a text: those that the kernel prints, and the pre-shared keys that are given, as they are, in
 * hexadecimal as strongSwan's configuration has them, and in base64.
 */
export function redactor(preSharedKeys: readonly string[]): (text: string) => string {
  const spellings = preSharedKeys
    .filter((key) => key !== '')
    .flatMap((key) => [key, Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64')]);
  const escaped = spellings.map((each) => each.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const spelled = escaped.length === 0 ? null : new RegExp(escaped.join('|'), 'gi');
  return (text) => {
    const withoutXfrm = text.replace(XFRM_KEY, `$1${HIDDEN}`);
    return spelled === null ? withoutXfrm : withoutXfrm.replace(spelled, HIDDEN);
  };
}
