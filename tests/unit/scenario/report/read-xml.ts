/** An element as it was read. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly elements: Element[];
  text: string;
}

const NAME = '[A-Za-z_][\\w.-]*';
const TOKEN = new RegExp(
  `<(?<close>/)?(?<name>${NAME})(?<attributes>(?:\\s+${NAME}="[^"<]*")*)\\s*(?<empty>/)?>|(?<text>[^<]+)`,
  'y',
);
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads the part of XML that reports are written in: elements, attributes in double quotes, text; no comments, CDATA,
 * doctype or namespaces.
 * @throws {Error} at the first place that is not well-formed.
 */
export function readXml(xml: string): Element {
  const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\s*/.exec(xml)?.[0];
  if (declaration === undefined) throw new Error('no XML declaration');
  // oxlint-disable-next-line no-control-regex
  const forbidden = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF\p{Surrogate}]/u.exec(xml);
  if (forbidden !== null) throw new Error(`no XML character at ${forbidden.index}`);
  const root: Element = { name: '', attributes: {}, elements: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = declaration.length;
  for (let at = TOKEN.lastIndex; at < xml.length; at = TOKEN.lastIndex) {
    const groups = TOKEN.exec(xml)?.groups;
    if (groups === undefined) throw new Error(`not well-formed at ${at}: ${xml.slice(at, at + 40)}`);
    const { close, name = '', attributes = '', empty, text } = groups as Record<string, string | undefined>;
    const parent = open.at(-1)!;
    if (text !== undefined) parent.text += decode(text);
    else if (close !== undefined) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> closes another element at ${at}`);
    } else {
      const element = { name, attributes: readAttributes(attributes), elements: [], text: '' };
      parent.elements.push(element);
      if (empty === undefined) open.push(element);
    }
  }
  if (open.length !== 1 || root.elements.length !== 1 || root.text.trim() !== '')
    throw new Error('not one root');
  return root.elements[0]!;
}

function readAttributes(text: string): Record<string, string> {
  const read: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w.-]+)="([^"]*)"/g)) {
    if (name in read) throw new Error(`attribute ${name} twice`);
    read[name] = decode(value);
  }
  return read;
}

function decode(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text)) throw new Error(`a bare & in ${text}`);
  return text.replace(/&(?:#(\d+)|(\w+));/g, (_, code?: string, name?: string) =>
    code === undefined ? ENTITIES[name ?? '']! : String.fromCodePoint(Number(code)),
  );
}
