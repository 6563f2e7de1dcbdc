import type { Expression, ModuleConfiguration, Resource, TerraformJson } from './resources.ts';

/** A resource that an expression names, and which attribute of it, e.g. `id`. */
export interface Referenced {
  readonly resource: Resource;
  readonly attribute: string;
}

/** A place in the configuration that expressions are looked at from: a module instance, and the index of who asks. */
interface From {
  readonly module: string;
  readonly index: string | number | undefined;
}

/** Finds what expressions of a plan refer to: values that are known only after it was applied. */
export class References {
  readonly #configuration: ModuleConfiguration;
  readonly #byName = new Map<string, Resource[]>();

  constructor({ resources, configuration }: TerraformJson) {
    this.#configuration = configuration;
    for (const resource of resources) {
      const key = `${resource.module} ${resource.type}.${resource.name}`;
      this.#byName.set(key, [...(this.#byName.get(key) ?? []), resource]);
    }
  }

  /** The expression of an argument of a resource, or the expressions of its blocks. */
  expression(resource: Resource, argument: string): unknown {
    return this.#declared(resource)?.expressions?.[argument];
  }

  /** What an expression in a resource refers to, in its order. */
  resolve(expression: unknown, resource: Resource): Referenced[] {
    const from = { module: resource.module, index: resource.index };
    const each = this.#declared(resource)?.for_each_expression;
    return this.#ofExpression(expression as Expression | undefined, from, each, 0);
  }

  #declared({
    module,
    type,
    name,
  }: Resource): NonNullable<ModuleConfiguration['resources']>[number] | undefined {
    return this.#moduleAt(module).resources?.find((each) => each.type === type && each.name === name);
  }

  #moduleAt(module: string): ModuleConfiguration {
    return callsOf(module).reduce<ModuleConfiguration>(
      (at, { name }) => at.module_calls?.[name]?.module ?? {},
      this.#configuration,
    );
  }

  #ofExpression(
    expression: Expression | undefined,
    from: From,
    each: Expression | undefined,
    depth: number,
  ): Referenced[] {
    // An index goes before what it is an index of; the whole resource follows its attribute.
    const references = (expression?.references ?? []).filter(
      (text, index, all) =>
        !all.slice(0, index).some((before) => before.startsWith(`${text}.`) || before.startsWith(`${text}[`)),
    );
    return [...new Set(references)].flatMap((text) => this.#ofReference(text, from, each, depth));
  }

  #ofReference(text: string, from: From, each: Expression | undefined, depth: number): Referenced[] {
    if (depth > DEEPEST) return [];
    const [head = '', second = '', ...rest] = partsOf(text);
    if (head === 'each') return this.#ofExpression(each, from, undefined, depth + 1);
    if (head === 'var') return this.#ofVariable(second, from, depth);
    if (head === 'module') return this.#ofOutput(second, rest.at(-1) ?? '', from, depth);
    const isData = head === 'data';
    const [type, name, attribute] = isData ? [second, rest[0] ?? '', rest[1]] : [head, second, rest[0]];
    const [plain, index] = indexed(name);
    const all = this.#byName.get(`${from.module} ${type}.${plain}`) ?? [];
    return pick(all, index, from.index).map((resource) => ({ resource, attribute: attribute ?? 'id' }));
  }

  /** A variable of a module is what its caller gives it. */
  #ofVariable(name: string, { module, index }: From, depth: number): Referenced[] {
    const calls = callsOf(module);
    const call = calls.at(-1);
    if (call === undefined) return [];
    const parent = calls
      .slice(0, -1)
      .map(({ text }) => text)
      .join('.');
    const expression = this.#moduleAt(parent).module_calls?.[call.name]?.expressions?.[name];
    return this.#ofExpression(
      expression,
      { module: parent, index: call.index ?? index },
      undefined,
      depth + 1,
    );
  }

  /** An output of a module is what an expression in it says. */
  #ofOutput(call: string, output: string, { module, index }: From, depth: number): Referenced[] {
    const [name, at] = indexed(call);
    const path = module === '' ? `module.${name}` : `${module}.module.${name}`;
    const expression = this.#moduleAt(path).outputs?.[indexed(output)[0]]?.expression;
    const instance = at ?? this.#instances(path).find((each) => each === index);
    const inside = instance === undefined ? path : `${path}[${JSON.stringify(instance)}]`;
    return this.#ofExpression(
      expression,
      { module: inside, index: indexed(output)[1] ?? index },
      undefined,
      depth + 1,
    );
  }

  #instances(path: string): (string | number)[] {
    const modules = [...this.#byName.keys()].map((key) => key.slice(0, key.lastIndexOf(' ')));
    return modules.filter((each) => each.startsWith(`${path}[`)).flatMap((each) => indexed(each)[1] ?? []);
  }
}

/** More than any configuration passes a value on. */
const DEEPEST = 20;

/** Of several instances the one of that index; else the one of the index of who asks; else all of them. */
function pick(
  all: readonly Resource[],
  index: string | number | undefined,
  own: string | number | undefined,
): readonly Resource[] {
  if (index !== undefined) return all.filter((each) => each.index === index);
  const same = all.filter((each) => each.index !== undefined && each.index === own);
  return same.length > 0 ? same : all;
}

/** `module.a["x"].module.b` as calls: a with its index, b. */
function callsOf(
  module: string,
): { readonly name: string; readonly index: string | number | undefined; readonly text: string }[] {
  const parts = partsOf(module);
  return parts.flatMap((part, position) => {
    if (position % 2 === 0) return [];
    const [name, index] = indexed(part);
    return [{ name, index, text: `module.${part}` }];
  });
}

/** Divided at its dots, but those in brackets. */
const partsOf = (text: string): string[] => text.match(/(?:\[[^\]]*\]|[^.[])+/g) ?? [];

function indexed(part: string): [string, string | number | undefined] {
  const [, name = part, index] = /^(.*)\[([^\]]+)\]$/.exec(part) ?? [];
  if (index === undefined) return [name, undefined];
  if (/^\d+$/.test(index)) return [name, Number(index)];
  return index.startsWith('"') ? [name, index.slice(1, -1)] : [name, undefined];
}
