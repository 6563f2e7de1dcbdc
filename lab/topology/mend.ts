import type * as z from 'zod';

type Container = Record<string | number, unknown>;

/**
 * Mends `root.lab` in place where an issue says its shape is wrong: an unknown key goes, a map or list of the wrong
 * type becomes an empty one, a scalar of the wrong type goes, and what is missing becomes an empty stand-in.
 */
export function mend(root: { lab: unknown }, issue: z.core.$ZodIssue): void {
  const path = ['lab', ...issue.path] as (string | number)[];
  if (issue.code === 'unrecognized_keys') {
    const map = path.reduce<unknown>((at, part) => (at as Container)[part], root) as Container;
    for (const key of issue.keys) delete map[key];
    return;
  }
  const last = path.at(-1) ?? 'lab';
  const parent = path.slice(0, -1).reduce<unknown>((at, part) => (at as Container)[part], root) as Container;
  const standIn = emptyValue(issue);
  if (typeof standIn === 'object' || parent[last] === undefined) parent[last] = standIn;
  else delete parent[last];
}

function emptyValue(issue: z.core.$ZodIssue): unknown {
  if (issue.code === 'invalid_value') return issue.values[0];
  switch (issue.code === 'invalid_type' ? issue.expected : issue.code) {
    case 'object':
    case 'record':
      return {};
    case 'array':
      return [];
    case 'string':
      return '';
    case 'number':
      return 0;
    case 'boolean':
      return false;
    default:
      throw new Error(`no stand-in for ${issue.code} at ${issue.path.join('.')}`);
  }
}
