import { given } from '../given.ts';

/** One `key = value` line, or one `name { ... }` section, of a strongSwan configuration file. */
export type ConfNode =
  | { readonly key: string; readonly value: string; readonly why?: string }
  | { readonly name: string; readonly nodes: readonly ConfNode[]; readonly why?: string };

const COMMENT_WIDTH = 100;

/** A setting; `why` becomes a comment above it. */
export function setting(key: string, value: string | number, why?: string): ConfNode {
  return { key, value: String(value), ...given({ why }) };
}

/** A section; `why` becomes a comment above it. */
export function section(name: string, nodes: readonly ConfNode[], why?: string): ConfNode {
  return { name, nodes, ...given({ why }) };
}

/** Renders a file in the syntax of strongswan.conf and swanctl.conf, indented by four spaces. */
export function renderConf(nodes: readonly ConfNode[]): string {
  return nodes.map((node) => `${renderNode(node, '').join('\n')}\n`).join('\n');
}

function renderNode(node: ConfNode, indent: string): string[] {
  const comment = node.why === undefined ? [] : wrap(node.why, `${indent}# `);
  if ('key' in node) return [...comment, `${indent}${node.key} = ${node.value}`];
  const inner = node.nodes.flatMap((child) => renderNode(child, `${indent}    `));
  return [...comment, `${indent}${node.name} {`, ...inner, `${indent}}`];
}

/** Breaks a comment into lines of at most {@link COMMENT_WIDTH} characters, each behind `prefix`. */
function wrap(text: string, prefix: string): string[] {
  const lines: string[] = [];
  let line = prefix.trimEnd();
  for (const word of text.split(' ')) {
    if (line !== prefix.trimEnd() && line.length + 1 + word.length > COMMENT_WIDTH) {
      lines.push(line);
      line = prefix.trimEnd();
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
