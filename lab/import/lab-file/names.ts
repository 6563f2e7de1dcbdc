import { FABRIC, INTERNET, RESERVED_DEVICE_NAMES } from '../../topology/names.ts';
import type { Tagged } from '../ec2/tag.ts';
import type { Found } from '../found.ts';
import { KEYS } from '../objects.ts';
import type { Ec2Objects, Noun } from '../objects.ts';

/**
 * The name that the object of an id has in the lab file, the same whenever it is asked for, and nobody else's.
 * @param longest how long it may be; 20 as that of a node by default.
 * @param called what it is called if no file says so; its id by default.
 * @param within the id of the object that it is a part of, if only its other parts need other names; else it is nobody's in the lab.
 */
export type NameOf = (id: string, longest?: number, within?: string, called?: string) => string;

const LONGEST_NODE_NAME = 20;
/** How long the name of a customer gateway may be: it begins those of two nodes. */
export const MAX_CUSTOMER_GATEWAY_NAME = 13;

/** What names mean to the lab itself, or to Linux. */
const RESERVED: readonly string[] = [INTERNET, FABRIC, ...RESERVED_DEVICE_NAMES, 'blackhole'];

/**
 * Names objects as their file does, or by their tag Name, or by their id, in the letters that a lab file takes: `VPN to
 * Seoul` becomes `vpn-to-seoul`, and a second one `vpn-to-seoul-2`.
 */
export function namesOf(objects: Ec2Objects): NameOf {
  const wanted = wantedNames(objects);
  const nouns = nounsById(objects);
  const given = new Map<string, string>();
  const taken = new Set<string>();
  return (id, longest = LONGEST_NODE_NAME, within = '', called = id) => {
    const before = given.get(`${within} ${id}`);
    if (before !== undefined) return before;
    const plain = plainName(wanted.get(`${within} ${id}`) ?? wanted.get(id) ?? called);
    // Parts of one VPC are in maps of their own: a subnet and a route table may be called the same.
    const map = within === '' ? '' : `${within} ${nouns.get(id) ?? ''}`;
    const isFree = (name: string): boolean =>
      !(within === '' && RESERVED.includes(name)) && !taken.has(`${map} ${name}`);
    let name = shortened(plain, longest);
    for (let count = 2; !isFree(name); count += 1)
      name = `${shortened(plain, longest - `-${count}`.length)}-${count}`;
    taken.add(`${map} ${name}`);
    given.set(`${within} ${id}`, name);
    return name;
  };
}

function nounsById(objects: Ec2Objects): ReadonlyMap<string, Noun> {
  return new Map(
    (Object.keys(KEYS) as Noun[]).flatMap((noun) =>
      objects[noun].map(({ item }) => [
        (item as unknown as Readonly<Record<string, string>>)[KEYS[noun][0]] ?? '',
        noun,
      ]),
    ),
  );
}

/** What objects are called in their files, by their ids; an attachment without a name by what it attaches. */
function wantedNames(objects: Ec2Objects): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  for (const noun of Object.keys(KEYS) as Noun[]) {
    const [key] = KEYS[noun];
    for (const { item, name } of objects[noun] as readonly Found<
      Tagged & { readonly GroupName?: string; readonly PrefixListName?: string }
    >[]) {
      const id = (item as Readonly<Record<string, string>>)[key] ?? '';
      const tag = item.Tags?.find(({ Key }) => Key === 'Name')?.Value;
      const called = [name, tag, item.GroupName, item.PrefixListName].find(
        (each) => each !== undefined && each !== '',
      );
      if (called !== undefined && !wanted.has(id)) wanted.set(id, called);
    }
  }
  for (const { item } of objects.TransitGatewayAttachments) {
    const { TransitGatewayAttachmentId: id, TransitGatewayId, ResourceId, VpcId } = item;
    // A peering is an attachment of one id at two gateways, each with tags of its own.
    const tag = item.Tags?.find(({ Key }) => Key === 'Name')?.Value;
    if (tag !== undefined) wanted.set(`${TransitGatewayId} ${id}`, tag);
    const attached = ResourceId ?? VpcId;
    if (attached !== undefined && !wanted.has(id)) wanted.set(id, `att-${wanted.get(attached) ?? attached}`);
  }
  return wanted;
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
