import type { Found, Place } from '../found.ts';
import { conform } from '../json/shape.ts';
import type { Shape } from '../json/shape.ts';
import { Functions } from './functions.ts';
import type { Template } from './template.ts';

/** A resource of a template, its properties worked out. */
export interface StackResource {
  readonly id: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The resources that a template makes: those whose condition holds. */
export class Stack {
  readonly #resources: readonly StackResource[];
  readonly #file: string;
  readonly #lines: Template['lines'];

  constructor({ value, lines }: Template, file: string) {
    const functions = new Functions(value);
    this.#file = file;
    this.#lines = lines;
    this.#resources = Object.entries(value.Resources ?? {}).flatMap(([id, raw]) => {
      const { Type, Condition, Properties = {} } = raw as Readonly<Record<string, unknown>>;
      if (!functions.holds(Condition)) return [];
      const properties = functions.value(Properties) as StackResource['properties'];
      return [{ id, type: String(Type).replace('AWS::EC2::', ''), properties }];
    });
  }

  /** All types, with how many resources each has. */
  types(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { type } of this.#resources) counts.set(type, (counts.get(type) ?? 0) + 1);
    return counts;
  }

  /** The resources of some types of EC2, each with the properties that are asked for. */
  all<Properties>(
    shape: Shape<Properties>,
    ...types: readonly string[]
  ): (Properties & { readonly Id: string; readonly Place: Place })[] {
    return this.#resources
      .filter(({ type }) => types.includes(type))
      .map(({ id, properties }) => ({
        ...conform<Properties>(properties, shape, () => undefined),
        Id: id,
        Place: this.place(id),
      }));
  }

  /** Where a resource stands. */
  place(id: string): Place {
    return { file: this.#file, line: this.#lines.get(id) ?? 1 };
  }

  /** An object of the EC2 API under the logical id of its resource. */
  found<Item>(id: string, item: Item): Found<Item> {
    const place = this.place(id);
    return { item, at: () => place, name: id.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '-') };
  }
}
