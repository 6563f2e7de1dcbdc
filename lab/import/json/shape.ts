/** What a value of the EC2 API has to be, so that the rest of the program can take it for a `Value`. */
export type Shape<Value> = [Value] extends [string]
  ? 'text'
  : [Value] extends [number]
    ? 'number'
    : [Value] extends [boolean]
      ? 'boolean'
      : Value extends readonly (infer Item)[]
        ? readonly [Shape<Item>]
        : { readonly [Key in keyof Value]-?: Shape<NonNullable<Value[Key]>> };

type AnyShape = 'text' | 'number' | 'boolean' | readonly [AnyShape] | { readonly [key: string]: AnyShape };

/** Called with the path of a member that is not what it has to be. */
export type ReportShape = (path: readonly (string | number)[], what: string, value: unknown) => void;

/**
 * The members of a value that a shape has, each as the shape has it: a number in quotes becomes a number, a number where a
 * text belongs its digits, what is null is absent. What is otherwise wrong is reported and left out.
 */
export function conform<Value>(value: unknown, shape: Shape<Value>, report: ReportShape): Value {
  return conformTo(value, shape, [], report) as Value;
}

function conformTo(
  value: unknown,
  shape: AnyShape,
  path: readonly (string | number)[],
  report: ReportShape,
): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof shape === 'string') return scalar(value, shape, path, report);
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return wrong('must be a list', value, path, report);
    const [item] = shape;
    return value
      .map((each, index) => conformTo(each, item, [...path, index], report))
      .filter((each) => each !== undefined);
  }
  if (typeof value !== 'object' || Array.isArray(value))
    return wrong('must be an object', value, path, report);
  const members = Object.entries(shape).flatMap(([key, member]) => {
    const conformed = conformTo((value as Record<string, unknown>)[key], member, [...path, key], report);
    return conformed === undefined ? [] : [[key, conformed] as const];
  });
  return Object.fromEntries(members);
}

const isListShape = (shape: AnyShape): shape is readonly [AnyShape] => Array.isArray(shape);

function scalar(
  value: unknown,
  shape: 'text' | 'number' | 'boolean',
  path: readonly (string | number)[],
  report: ReportShape,
): unknown {
  if (shape === 'text') {
    if (typeof value === 'string') return value.trim();
    return typeof value === 'number' ? String(value) : wrong('must be text', value, path, report);
  }
  if (shape === 'number') {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number)
      ? number
      : wrong('must be a number', value, path, report);
  }
  const word = String(value).toLowerCase();
  return word === 'true' || word === 'false'
    ? word === 'true'
    : wrong('must be true or false', value, path, report);
}

function wrong(
  what: string,
  value: unknown,
  path: readonly (string | number)[],
  report: ReportShape,
): undefined {
  report(path, what, value);
  return undefined;
}
