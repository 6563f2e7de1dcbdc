import type { Problem } from '../errors.ts';
import { given } from '../given.ts';
import { isCidrBlock, networkOf } from '../topology/cidr.ts';
import { isMap } from '../topology/overlay.ts';
import type { KeyPath } from '../topology/key-path.ts';
import type { Found } from './found.ts';
import { KEYS } from './objects.ts';
import type { Ec2Objects, FoundObjects, Noun } from './objects.ts';
import { identified } from './unnamed.ts';

type AnyFound = Found<Readonly<Record<string, unknown>>>;

/** States in which an object is none any more, or never came to be (EC2 API, the states of each object). */
const GONE: ReadonlySet<unknown> = new Set([
  'deleted',
  'deleting',
  'terminated',
  'shutting-down',
  'failed',
  'failing',
  'rejected',
  'rejecting',
  'disassociated',
  'disassociating',
  'disabled',
  'disabling',
]);

/**
 * Puts together what several files have, in any order: each object once, with what each file knows of it. What describes an
 * object wins over what samples show of it, and tunnels are the same by their outside addresses. Objects that are
 * deleted are left out, each with a note.
 */
export function mergeObjects(all: readonly FoundObjects[]): {
  readonly objects: Ec2Objects;
  readonly notes: readonly Problem[];
} {
  const notes: Problem[] = [];
  const known = identified(all);
  const entries = (Object.keys(KEYS) as Noun[]).map((noun) => {
    const byKey = new Map<string, AnyFound>();
    for (const found of known.flatMap(
      (each) => (each[noun] ?? []) as readonly unknown[] as readonly AnyFound[],
    )) {
      const key = KEYS[noun].map((member) => (found.item[member] as string | undefined) ?? '').join(' ');
      const before = byKey.get(key);
      byKey.set(key, before === undefined ? found : joined(before, found, notes));
    }
    const living = [...byKey].filter(([key, { item, at }]) => {
      const state = isMap(item.State) ? item.State.Name : item.State;
      const isGone = GONE.has(state);
      if (isGone)
        notes.push({ ...at(['State']), key: `${noun} ${key}`, what: `is ${String(state)}, and left out` });
      return !isGone;
    });
    return [noun, living.map(([, found]) => found)] as const;
  });
  return { objects: Object.fromEntries(entries) as unknown as Ec2Objects, notes };
}

/** What two files have of one object. */
function joined(one: AnyFound, other: AnyFound, notes: Problem[]): AnyFound {
  const [first, second] = one.isSample === true && other.isSample !== true ? [other, one] : [one, other];
  const isDescribed = first.isSample !== true && second.isSample === true;
  const item = overlaid(first.item, second.item, isDescribed) as AnyFound['item'];
  if (isDescribed) notes.push(...outdatedTunnels(first, second));
  return {
    item,
    at: (path = []) => {
      for (const each of [first, second]) {
        const own = pathIn(each.item, item, path);
        if (own !== undefined) return each.at(own);
      }
      return first.at();
    },
    ...given({ name: first.name ?? second.name }),
    isSample: first.isSample === true && second.isSample === true,
  };
}

/** Empty lists and nulls say nothing: so does the API write what the customer did not set. */
const isNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

function overlaid(over: unknown, base: unknown, isDescribed: boolean): unknown {
  if (isNothing(over)) return isNothing(base) ? (over ?? base) : base;
  if (isMap(over) && isMap(base)) {
    const keys = [...new Set([...Object.keys(over), ...Object.keys(base)])];
    return Object.fromEntries(keys.map((key) => [key, overlaid(over[key], base[key], isDescribed)]));
  }
  if (!areTunnels(over) || !areTunnels(base)) return over;
  const same = over.map((tunnel) => {
    const match = base.find(({ OutsideIpAddress }) => OutsideIpAddress === tunnel.OutsideIpAddress);
    return match === undefined ? tunnel : overlaid(tunnel, match, isDescribed);
  });
  return isDescribed ? same : [...same, ...base.filter((tunnel) => indexOf(over, tunnel) === -1)];
}

type Tunnel = Readonly<Record<string, unknown>> & { readonly OutsideIpAddress: string };

function areTunnels(value: unknown): value is readonly Tunnel[] {
  return (
    Array.isArray(value) && value.every((each) => isMap(each) && typeof each.OutsideIpAddress === 'string')
  );
}

const indexOf = (tunnels: readonly Tunnel[], { OutsideIpAddress }: Tunnel): number =>
  tunnels.findIndex((each) => each.OutsideIpAddress === OutsideIpAddress);

/** The path in one file's item of what stands at a path of the merged one; undefined where that file has nothing there. */
function pathIn(own: unknown, merged: unknown, path: KeyPath): KeyPath | undefined {
  const found: (string | number)[] = [];
  let [ownAt, mergedAt] = [own, merged];
  for (const part of path) {
    const index =
      typeof part === 'number' && areTunnels(ownAt) && areTunnels(mergedAt) && mergedAt[part] !== undefined
        ? indexOf(ownAt, mergedAt[part])
        : part;
    ownAt = (ownAt as Readonly<Record<string | number, unknown>>)[index];
    mergedAt = (mergedAt as Readonly<Record<string | number, unknown>> | undefined)?.[part];
    if (isNothing(ownAt)) return undefined;
    found.push(index);
  }
  return found;
}

/** A block by its network: some files have the address of AWS's end in its place. */
const plain = (value: unknown): unknown =>
  typeof value === 'string' && isCidrBlock(value) ? networkOf(value) : value;

/** Tunnels that only a sample has: the connection's endpoints have changed since it was made. */
function outdatedTunnels(described: AnyFound, sample: AnyFound): Problem[] {
  const tunnelsOf = (options: unknown): readonly Tunnel[] => {
    const tunnels = isMap(options) ? options.TunnelOptions : undefined;
    return areTunnels(tunnels) ? tunnels : [];
  };
  const now = tunnelsOf(described.item.Options);
  return tunnelsOf(sample.item.Options).flatMap((tunnel, index) => {
    const at = sample.at(['Options', 'TunnelOptions', index, 'OutsideIpAddress']);
    const match = now[indexOf(now, tunnel)];
    if (now.length > 0 && match === undefined)
      return [
        {
          ...at,
          key: 'OutsideIpAddress',
          value: tunnel.OutsideIpAddress,
          what: 'is no tunnel of the connection any more, and left out',
          rule: `TunnelOptions say what the connection has: ${now.map((each) => each.OutsideIpAddress).join(', ')}`,
        },
      ];
    return ['TunnelInsideCidr', 'PreSharedKey'].flatMap((member) => {
      const said = match?.[member];
      if (isNothing(said) || isNothing(tunnel[member]) || plain(said) === plain(tunnel[member])) return [];
      const where = sample.at(['Options', 'TunnelOptions', index, member]);
      return [{ ...where, key: member, what: 'differs from TunnelOptions, which win' }];
    });
  });
}
