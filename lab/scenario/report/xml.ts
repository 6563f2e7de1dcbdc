import { escapeMarkup } from './escape.ts';

/** An XML element: attributes in their order, then text or elements within it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly content?: string | readonly XmlElement[];
}

/** An element of that name; without content it is empty. */
export function element(
  name: string,
  attributes: NonNullable<XmlElement['attributes']>,
  content: XmlElement['content'] = [],
): XmlElement {
  return { name, attributes, content };
}

/** A document with that root, indented. Any text can stand in it. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`;
}

function render({ name, attributes = {}, content = [] }: XmlElement, indent: string): string {
  const head = [
    name,
    ...Object.entries(attributes).map(([key, value]) => `${key}="${attribute(String(value))}"`),
  ].join(' ');
  if (content.length === 0) return `${indent}<${head}/>\n`;
  if (typeof content === 'string') return `${indent}<${head}>${text(content)}</${name}>\n`;
  const inner = content.map((element) => render(element, `${indent}  `)).join('');
  return `${indent}<${head}>\n${inner}${indent}</${name}>\n`;
}

/** XML makes one line end of a carriage return and a line feed. */
const text = (value: string): string => escapeMarkup(value).replaceAll('\r', '&#13;');

/** In attributes it makes spaces of line ends and tabs. */
const attribute = (value: string): string => text(value).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
