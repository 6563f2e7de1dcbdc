/** How long a line may get before what stands in braces on it goes on lines of its own. */
const LINE_WIDTH = 110;

/** Texts that YAML takes for texts without quotes, also in braces: names, addresses, CIDR blocks, proposals. */
const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$|^\d+\.\d+\.\d+[0-9./]*$/;
/** Words that a reader of YAML, old or new, may take for something else. */
const WORDS = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/**
 * Data as YAML: a map or a list that fits into a line stands in one, as people write lab files. What is undefined is left
 * out.
 */
export function yamlText(value: Readonly<Record<string, unknown>>): string {
  return entriesOf(value)
    .map(([key, each]) => `${block(scalar(key), each, '')}\n`)
    .join('');
}

function block(key: string, value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value !== 'object' || value === null) return `${indent}${key}: ${scalar(value)}`;
  // The maps of a lab file that go by name stay maps to look at.
  const line = isFlat(value) ? `${indent}${key}: ${inOneLine(value)}` : '';
  if (line !== '' && line.length <= LINE_WIDTH) return line;
  if (Array.isArray(value)) return [`${indent}${key}:`, ...value.map((each) => item(each, inner))].join('\n');
  return [
    `${indent}${key}:`,
    ...entriesOf(value).map(([name, each]) => block(scalar(name), each, inner)),
  ].join('\n');
}

function item(value: unknown, indent: string): string {
  const line = `${indent}- ${inOneLine(value)}`;
  if (typeof value !== 'object' || value === null || Array.isArray(value) || line.length <= LINE_WIDTH)
    return line;
  const lines = entriesOf(value).map(([key, each]) => block(scalar(key), each, `${indent}  `));
  return `${indent}- ${lines.join('\n').slice(indent.length + 2)}`;
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return scalar(value);
  if (isEmpty(value)) return '{}';
  return `{ ${entriesOf(value)
    .map(([key, each]) => `${scalar(key)}: ${inOneLine(each)}`)
    .join(', ')} }`;
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, each]) => each !== undefined);

const isEmpty = (value: object): boolean => entriesOf(value).length === 0;

/** Whether it has no maps and lists in it but short lists of scalars. */
const isFlat = (value: object): boolean =>
  entriesOf(value).every(
    ([, each]) =>
      typeof each !== 'object' ||
      each === null ||
      (Array.isArray(each) && each.every((one) => typeof one !== 'object')),
  );

function scalar(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return PLAIN.test(value) && !WORDS.test(value) && Number.isNaN(Number(value))
    ? value
    : JSON.stringify(value);
}
