/** Indented JSON with a newline at its end, in which pre-shared keys are not shown. */
export function formatJson(value: object): string {
  const hideKeys = (key: string, each: unknown): unknown =>
    key === 'preSharedKey' && each !== null ? '<set>' : each;
  return `${JSON.stringify(value, hideKeys, 2)}\n`;
}
