/** An element of an XML text, with the line that its tag begins in. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own text, without the blanks around it. */
  readonly text: string;
  readonly line: number;
}

/** What of a text is no XML; it quotes nothing of it. */
export class XmlError extends Error {
  readonly line: number;

  constructor(line: number, what: string) {
    super(what);
    this.name = 'XmlError';
    this.line = line;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
/** What is no element: a declaration, a comment, CDATA; then a tag; then text up to the next of them. */
const TOKEN =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

type Open = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: XmlElement[] };

/**
 * Reads the elements of an XML text: one root, or several one after the other, as `aws … --output text` prints the
 * configurations of several connections. Document types, and so entities of one's own, are refused.
 * @throws {XmlError}
 */
export function parseXml(text: string): XmlElement[] {
  const roots: XmlElement[] = [];
  const open: Open[] = [];
  TOKEN.lastIndex = 0;
  let line = 1;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (token === null) throw new XmlError(line, 'is not XML from here on');
    const [all, cdata, closing, name = '', attributes = '', empty, content] = token;
    const parent = open.at(-1);
    if (name !== '' && closing === '/') {
      if (parent?.name !== name)
        throw new XmlError(
          line,
          `</${name}> closes ${parent === undefined ? 'nothing' : `<${parent.name}>`}`,
        );
      parent.text = parent.text.trim();
      open.pop();
    } else if (name !== '') {
      const element: Open = {
        name,
        attributes: attributesOf(attributes, line),
        children: [],
        text: '',
        line,
      };
      (parent?.children ?? roots).push(element);
      if (empty !== '/') open.push(element);
    } else if (cdata !== undefined || content !== undefined) {
      const own = cdata ?? decoded(content ?? '', line);
      if (parent !== undefined) parent.text += own;
      else if (own.trim() !== '') throw new XmlError(line, 'has text outside of every element');
    }
    line += all.split('\n').length - 1;
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) throw new XmlError(unclosed.line, `<${unclosed.name}> is never closed`);
  return roots;
}

function attributesOf(text: string, line: number): Record<string, string> {
  const pairs = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return Object.fromEntries(
    [...pairs].map(([, name, one, other]) => [name ?? '', decoded(one ?? other ?? '', line)] as const),
  );
}

function decoded(text: string, line: number): string {
  return text.replaceAll(/&(#x[\da-f]+|#\d+|\w+);/gi, (_, name: string, offset: number) => {
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', '')));
    const character = ENTITIES[name];
    if (character === undefined)
      throw new XmlError(
        line + text.slice(0, offset).split('\n').length - 1,
        'has an entity that XML does not know',
      );
    return character;
  });
}

/** The first child of that name, by a path of names; undefined where there is none. */
export function childOf(element: XmlElement, ...path: readonly string[]): XmlElement | undefined {
  let at: XmlElement | undefined = element;
  for (const name of path) at = at?.children.find((child) => child.name === name);
  return at;
}
