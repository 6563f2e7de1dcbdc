import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

/** A template, JSON or YAML: the short forms of functions, as `!Ref`, are the long ones. */
export interface Template {
  readonly value: Readonly<Record<string, unknown>>;
  /** The line of each resource, by its logical id. */
  readonly lines: ReadonlyMap<string, number>;
  readonly flaw: { readonly line: number; readonly column: number; readonly what: string } | undefined;
}

/** Functions that have a short form (AWS CloudFormation user guide, Intrinsic function reference). */
const FUNCTIONS = [
  'And',
  'Base64',
  'Cidr',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Select',
  'Split',
  'Sub',
  'Transform',
];

/** Reads a template. Never throws. */
export function readTemplate(text: string): Template {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    customTags: TAGS,
    logLevel: 'silent',
    prettyErrors: false,
    merge: true,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      value: {},
      lines: new Map(),
      flaw: { line, column: col, what: 'is not YAML or JSON from here on' },
    };
  }
  const resources = document.get('Resources');
  const found = isMap(resources)
    ? resources.items.flatMap(({ key }) =>
        isScalar(key) ? [[String(key.value), lines.linePos(key.range?.[0] ?? 0).line] as const] : [],
      )
    : [];
  return { value: (document.toJS() ?? {}) as Template['value'], lines: new Map(found), flaw: undefined };
}

const TAGS: (ScalarTag | CollectionTag)[] = [
  ...['Ref', 'Condition'].flatMap((name) => tagsOf(name, name)),
  ...FUNCTIONS.flatMap((name) => tagsOf(name, `Fn::${name}`)),
];

function tagsOf(name: string, long: string): (ScalarTag | CollectionTag)[] {
  const argument = (value: unknown): unknown =>
    name === 'GetAtt' && typeof value === 'string' ? value.split(/\.(.*)/s).slice(0, 2) : value;
  const asCall = (value: unknown) => ({ [long]: argument(value) });
  const tag = `!${name}`;
  const inside = (node: YAMLMap | YAMLSeq): unknown => asCall(plain(node));
  return [
    { tag, resolve: asCall },
    { tag, collection: 'seq', resolve: (node) => (isSeq(node) ? inside(node) : node) },
    { tag, collection: 'map', resolve: (node) => (isMap(node) ? inside(node) : node) },
  ];
}

/** A node as data; what a tag has made of one before is data already. */
function plain(node: unknown): unknown {
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (isMap(node))
    return Object.fromEntries(node.items.map(({ key, value }) => [String(plain(key)), plain(value)]));
  return node;
}
