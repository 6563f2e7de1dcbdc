import type { JsonObject } from '../json/json-text.ts';

/** A resource of a plan or a state. */
export interface Resource {
  /** e.g. `module.net["a"].aws_subnet.private[0]` */
  readonly address: string;
  /** The instance of the module that it is in, e.g. `module.net["a"]`; empty at the root. */
  readonly module: string;
  readonly type: string;
  readonly name: string;
  /** Its key among those of its count or for_each. */
  readonly index: string | number | undefined;
  readonly values: JsonObject;
  /** The object of the file that it is, for its line. */
  readonly raw: JsonObject;
}

/** An expression of a configuration, as far as `terraform show -json` has it. */
export interface Expression {
  readonly constant_value?: unknown;
  readonly references?: readonly string[];
}

/** A module of a plan's configuration; a state has none. */
export interface ModuleConfiguration {
  readonly resources?: readonly {
    readonly type?: string;
    readonly name?: string;
    readonly expressions?: Readonly<Record<string, unknown>>;
    readonly for_each_expression?: Expression;
  }[];
  readonly module_calls?: Readonly<
    Record<
      string,
      { readonly module?: ModuleConfiguration; readonly expressions?: Readonly<Record<string, Expression>> }
    >
  >;
  readonly outputs?: Readonly<Record<string, { readonly expression?: Expression }>>;
}

/** What `terraform show -json` prints of a plan or a state (Terraform, JSON Output Format). */
export interface TerraformJson {
  readonly resources: readonly Resource[];
  readonly configuration: ModuleConfiguration;
}

interface Module {
  readonly address?: string;
  readonly resources?: readonly JsonObject[];
  readonly child_modules?: readonly Module[];
}

/** The resources of all modules, as they will be after the plan, or as the state has them. */
export function readTerraform(document: JsonObject): TerraformJson {
  const values = (document.planned_values ?? document.values) as { root_module?: Module } | undefined;
  const prior = document.prior_state as { values?: { root_module?: Module } } | undefined;
  const planned = resourcesOf(values?.root_module);
  const known = new Set(planned.map(({ address }) => address));
  // What a plan reads of what is there already stands in its prior state alone.
  const data = resourcesOf(prior?.values?.root_module).filter(
    ({ address, raw }) => raw.mode === 'data' && !known.has(address),
  );
  const configuration = document.configuration as { root_module?: ModuleConfiguration } | undefined;
  return { resources: [...planned, ...data], configuration: configuration?.root_module ?? {} };
}

function resourcesOf(module: Module | undefined): Resource[] {
  if (module === undefined) return [];
  const { address: at = '', resources = [], child_modules: children = [] } = module;
  const own = resources.map((raw) => ({
    address: String(raw.address),
    module: at,
    type: String(raw.type),
    name: String(raw.name),
    index: raw.index as string | number | undefined,
    values: (raw.values ?? {}) as JsonObject,
    raw,
  }));
  return [...own, ...children.flatMap(resourcesOf)];
}

/** Words that say nothing of what they name: their type does then. */
const GENERIC: ReadonlySet<string> = new Set(['main', 'this', 'default', 'self', 'primary', 'it']);

/** What an address is called in a lab file: its modules, its name and its index; its type where the name says nothing. */
export function labelOf({ module, type, name, index }: Resource): string {
  const modules = module.replaceAll(/(^|\.)module\./g, '.');
  const kind = type
    .replace(/^aws_(ec2_)?/, '')
    .replace(/^transit_gateway_.*attachment$/, 'att')
    .replace('transit_gateway', 'tgw')
    .replace('_gateway', '');
  const isOwner = kind === 'vpc' && modules !== '';
  const own = GENERIC.has(name) ? [isOwner ? '' : kind] : [name];
  return [modules, ...own, index === undefined ? '' : String(index)].filter((part) => part !== '').join('.');
}
