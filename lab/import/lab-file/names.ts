import type { Tagged } from '../ec2/tag.ts';
import type { Found } from '../found.ts';
import { KEYS } from '../objects.ts';
import type { Ec2Objects, Noun } from '../objects.ts';

/**
 * The name that the object of an id has in the lab file, the same whenever it is asked for, and nobody else's.
 * @param longest how long it may be; 20 as that of a node by default.
 */
export type NameOf = (id: string, longest?: number) => string;

const LONGEST_NODE_NAME = 20;

/**
 * Names objects as their file does, or by their tag Name, or by their id, in the letters that a lab file takes: `VPN to
 * Seoul` becomes `vpn-to-seoul`, and a second one `vpn-to-seoul-2`.
 */
export function namesOf(objects: Ec2Objects): NameOf {
  const wanted = new Map<string, string>();
  for (const noun of Object.keys(KEYS) as Noun[]) {
    const [key] = KEYS[noun];
    for (const found of objects[noun] as readonly Found<Tagged>[]) {
      const id = (found.item as Readonly<Record<string, string>>)[key] ?? '';
      const tag = found.item.Tags?.find(({ Key }) => Key === 'Name')?.Value;
      const name = found.name ?? (tag === '' ? undefined : tag);
      if (name !== undefined && !wanted.has(id)) wanted.set(id, name);
    }
  }
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (id, longest = LONGEST_NODE_NAME) => {
    const before = given.get(id);
    if (before !== undefined) return before;
    const plain = plainName(wanted.get(id) ?? id);
    let name = shortened(plain, longest);
    for (let count = 2; taken.has(name); count += 1)
      name = `${shortened(plain, longest - `-${count}`.length)}-${count}`;
    taken.add(name);
    given.set(id, name);
    return name;
  };
}

/** In the letters that every kind of name takes. */
function plainName(text: string): string {
  const plain = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(plain) ? plain : `n-${plain}`;
}

const shortened = (name: string, longest: number): string => name.slice(0, longest).replace(/-+$/, '');
