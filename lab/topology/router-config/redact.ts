/** A line fit to be shown: nothing after the word PSK, for a secret may stand in any file; no control characters. */
export function redact(text: string): string {
  return text.replace(/psk.*/is, 'PSK (hidden)').replace(/\p{Cc}/gu, ' ');
}
