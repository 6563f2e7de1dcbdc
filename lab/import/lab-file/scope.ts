import type { Problem } from '../../errors.ts';
import { formatKeyPath } from '../../topology/key-path.ts';
import type { KeyPath } from '../../topology/key-path.ts';
import type { PrefixList, SecurityGroup } from '../ec2/vpc.ts';
import type { Found, Place } from '../found.ts';
import type { Ec2Objects } from '../objects.ts';
import type { NameOf } from './names.ts';

/** What a part of a lab file is made of, and what is found on the way. */
export class Scope {
  readonly objects: Ec2Objects;
  readonly nameOf: NameOf;
  readonly places = new Map<string, Place>();
  readonly problems: Problem[] = [];
  /** The region that the lab is in: the first that a subnet is in. */
  region: string | undefined;
  /** Hosts that no file has, in subnets that have none. */
  readonly madeUpHosts: string[] = [];
  readonly #notes = new Map<string, { first: Problem; count: number }>();
  readonly #groups: ReadonlyMap<string, Found<SecurityGroup>>;
  readonly #prefixLists: ReadonlyMap<string, PrefixList>;
  readonly #gateways: ReadonlySet<string>;
  #publicAddresses = 0;

  constructor(objects: Ec2Objects, nameOf: NameOf) {
    this.objects = objects;
    this.nameOf = nameOf;
    this.#groups = new Map(objects.SecurityGroups.map((found) => [found.item.GroupId, found]));
    this.#prefixLists = new Map(objects.PrefixLists.map(({ item }) => [item.PrefixListId, item]));
    this.#gateways = new Set([
      ...objects.TransitGateways.map(({ item }) => item.TransitGatewayId),
      ...objects.TransitGatewayAttachments.flatMap(({ item }) => item.TransitGatewayId ?? []),
      ...objects.VpnGateways.flatMap(({ item }) =>
        (item.VpcAttachments ?? []).map(({ VpcId }) => `${item.VpnGatewayId} ${VpcId}`),
      ),
    ]);
  }

  /** The security group of an id. */
  group(id: string): Found<SecurityGroup> | undefined {
    return this.#groups.get(id);
  }

  /** The prefix list of an id. */
  prefixList(id: string): PrefixList | undefined {
    return this.#prefixLists.get(id);
  }

  /** Whether a route of a VPC can lead to the Transit Gateway, or the virtual private gateway of its own, that has an id. */
  isGateway(id: string, vpcId: string): boolean {
    return this.#gateways.has(id) || this.#gateways.has(`${id} ${vpcId}`);
  }

  /** A public address for what has one that no file knows (RFC 5737, for documentation). */
  publicAddress(id: string, place: Place): string {
    this.note(id, 'has a public address that is not known yet: one for documentation stands for it', place);
    this.#publicAddresses += 1;
    return `192.0.2.${this.#publicAddresses}`;
  }

  /** Where what the lab file says at a path comes from. */
  place(path: KeyPath, place: Place): void {
    this.places.set(formatKeyPath(path), place);
  }

  /** A note of an object, e.g. `rtb-1`; of several that are the same the first is told, with how many there are. */
  note(key: string, what: string, place: Place, more: Pick<Problem, 'rule' | 'hint'> = {}): void {
    const known = this.#notes.get(what);
    if (known === undefined) this.#notes.set(what, { first: { ...place, key, what, ...more }, count: 1 });
    else known.count += 1;
  }

  /** What cannot be honoured; the same is said once. */
  refuse(problem: Problem): void {
    const isKnown = this.problems.some(({ file, what }) => file === problem.file && what === problem.what);
    if (!isKnown) this.problems.push(problem);
  }

  /** All notes, each kind once. */
  notes(): Problem[] {
    return [...this.#notes.values()].map(({ first, count }) =>
      count === 1 ? first : { ...first, what: `${first.what} (and ${count - 1} more like it)` },
    );
  }
}

/** Objects by the value of one of their members; those without it are nowhere. */
export function groupedBy<Item>(
  all: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const each of all) {
    const key = keyOf(each);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}
