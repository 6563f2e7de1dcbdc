import type { JsonObject } from '../json/json-text.ts';
import type { Found, Place } from '../found.ts';
import { References } from './references.ts';
import type { Referenced } from './references.ts';
import { labelOf } from './resources.ts';
import type { Resource, TerraformJson } from './resources.ts';

/** What some attributes are the id of, that no resource of their own is: they get ids made of their owner's. */
const OWNED: Readonly<Record<string, string>> = {
  default_route_table_id: 'main-route-table',
  main_route_table_id: 'main-route-table',
  default_network_acl_id: 'default-network-acl',
  default_security_group_id: 'default-security-group',
  association_default_route_table_id: 'default-route-table',
  propagation_default_route_table_id: 'default-route-table',
  transit_gateway_attachment_id: 'attachment',
};

/** Reads resources by their arguments, whether these are known or refer to what the plan creates. */
export class Reading {
  readonly #byType = new Map<string, Resource[]>();
  readonly #references: References;
  readonly #placeOf: (resource: Resource) => Place;

  constructor(json: TerraformJson, placeOf: (resource: Resource) => Place) {
    this.#references = new References(json);
    this.#placeOf = placeOf;
    for (const resource of json.resources) {
      const all = this.#byType.get(resource.type);
      if (all === undefined) this.#byType.set(resource.type, [resource]);
      else all.push(resource);
    }
  }

  /** The resources of some types. */
  all(...types: readonly string[]): readonly Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** All types, each with its resources. */
  types(): ReadonlyMap<string, readonly Resource[]> {
    return this.#byType;
  }

  /** The id of a resource; its address where the id is not known yet. */
  id({ values, address }: Resource): string {
    return text(values.id) ?? address;
  }

  /** The id of what an attribute of a resource is the id of, e.g. of the main route table of a VPC. */
  owned(resource: Resource, attribute: string): string {
    return text(resource.values[attribute]) ?? `${resource.address}.${OWNED[attribute]}`;
  }

  /** The id that an argument gives, known or by reference. */
  ref(resource: Resource, argument: string): string | undefined {
    return this.refs(resource, argument)[0];
  }

  /** The ids that an argument gives. */
  refs(resource: Resource, argument: string): string[] {
    const known = texts(resource.values[argument]);
    return known.length > 0 ? known : this.#idsIn(this.#references.expression(resource, argument), resource);
  }

  /**
   * The ids that an argument of a block gives.
   * @param blocks the argument that the block is one of.
   * @param block its known values.
   */
  refsInBlock(resource: Resource, blocks: string, block: JsonObject, argument: string): string[] {
    const known = texts(block[argument]);
    if (known.length > 0) return known;
    const written = this.#references.expression(resource, blocks);
    const candidates = (Array.isArray(written) ? written : []) as readonly Readonly<
      Record<string, unknown>
    >[];
    return candidates
      .filter((each) => isOf(each, block))
      .slice(0, 1)
      .flatMap((each) => this.#idsIn(each[argument], resource));
  }

  /** The value that an argument has by way of another resource, e.g. the address of an Elastic IP. */
  byReference(resource: Resource, argument: string, attribute: string): string | undefined {
    const [found] = this.#references.resolve(this.#references.expression(resource, argument), resource);
    return found === undefined ? undefined : text(found.resource.values[attribute]);
  }

  /** An object of the EC2 API that a resource is, under the name of its address. */
  found<Item>(resource: Resource, item: Item): Found<Item> {
    const place = this.#placeOf(resource);
    return { item, at: () => place, name: labelOf(resource) };
  }

  #idsIn(expression: unknown, resource: Resource): string[] {
    return this.#references.resolve(expression, resource).map((each) => this.#idOf(each));
  }

  #idOf({ resource, attribute }: Referenced): string {
    return Object.hasOwn(OWNED, attribute) ? this.owned(resource, attribute) : this.id(resource);
  }
}

/** Whether a block of the configuration is the one that has these values: all that it says in words is so. */
function isOf(written: Readonly<Record<string, unknown>>, block: JsonObject): boolean {
  return Object.entries(written).every(([argument, expression]) => {
    const { constant_value: constant } = (expression ?? {}) as { readonly constant_value?: unknown };
    // A number may be written as a text, and the other way round.
    return constant === undefined || plain(constant) === plain(block[argument]);
  });
}

/** A text that says something. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** A text or a list of them. */
export const texts = (value: unknown): string[] => [value].flat().flatMap((each) => text(each) ?? []);

/** A number, also in quotes. */
export const number = (value: unknown): number | undefined =>
  value === undefined || value === null || value === '' || Number.isNaN(Number(value))
    ? undefined
    : Number(value);

/** The blocks of an argument. */
export const blocks = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? value : []).filter(
    (each): each is JsonObject => typeof each === 'object' && each !== null,
  );

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Resources by the id that an argument of theirs gives. */
export function grouped(
  reading: Reading,
  type: string,
  argument: string,
): ReadonlyMap<string, readonly Resource[]> {
  const groups = new Map<string, Resource[]>();
  for (const each of reading.all(type)) {
    const id = reading.ref(each, argument) ?? '';
    groups.set(id, [...(groups.get(id) ?? []), each]);
  }
  return groups;
}
