import { addressAt, isCidrBlock, networkOf } from '../../topology/cidr.ts';

type Data = Readonly<Record<string, unknown>>;

/** What stands for a value that only a stack has, as of another stack; it is left out. */
const UNKNOWN = undefined;

/**
 * Works out the functions of a template, with its parameters' defaults (AWS CloudFormation user guide, Intrinsic function
 * reference). A resource stands as its logical id, and an attribute of it as `Id.Attribute`.
 */
export class Functions {
  readonly #parameters: Data;
  readonly #mappings: Data;
  readonly #conditions: Data;
  readonly #resources: Data;

  constructor(template: Data) {
    const section = (name: string): Data => (isData(template[name]) ? template[name] : {});
    this.#parameters = section('Parameters');
    this.#mappings = section('Mappings');
    this.#conditions = section('Conditions');
    this.#resources = section('Resources');
  }

  /** Whether a condition holds; one that the template does not have does. */
  holds(name: unknown): boolean {
    if (typeof name !== 'string' || this.#conditions[name] === undefined) return true;
    return this.value(this.#conditions[name]) === true;
  }

  /** A value with its functions worked out; members that are not known are left out. */
  value(raw: unknown): unknown {
    if (Array.isArray(raw)) return raw.map((each) => this.value(each)).filter((each) => each !== UNKNOWN);
    if (!isData(raw)) return raw;
    const [[name = '', argument] = [], ...others] = Object.entries(raw);
    if (others.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')))
      return this.#call(name, argument);
    return Object.fromEntries(
      Object.entries(raw).flatMap(([key, each]) => {
        const value = this.value(each);
        return value === UNKNOWN ? [] : [[key, value]];
      }),
    );
  }

  #call(name: string, argument: unknown): unknown {
    if (name === 'Ref') return this.#ref(String(argument));
    if (name === 'Condition') return this.holds(argument);
    if (name === 'Fn::GetAtt') return this.#attribute([argument].flat().map(String));
    if (name === 'Fn::Sub') return this.#sub(argument);
    if (name === 'Fn::If') {
      const [condition, yes, no] = argument as readonly unknown[];
      return this.value(this.holds(condition) ? yes : no);
    }
    const values = [this.value(argument)].flat();
    switch (name) {
      case 'Fn::Join':
        return [values[1]].flat().map(String).join(String(values[0]));
      case 'Fn::Split':
        return String(values[1]).split(String(values[0]));
      case 'Fn::Select':
        return [values[1]].flat()[Number(values[0])];
      case 'Fn::GetAZs':
        return ['a', 'b', 'c'].map((zone) => `${REGION}${zone}`);
      case 'Fn::Cidr':
        return subnetsOf(String(values[0]), Number(values[1]), Number(values[2] ?? 8));
      case 'Fn::FindInMap':
        return values
          .slice(0, 3)
          .reduce<unknown>((at, key) => (isData(at) ? at[String(key)] : UNKNOWN), this.#mappings);
      case 'Fn::Equals':
        return String(values[0]) === String(values[1]);
      case 'Fn::Not':
        return values[0] !== true;
      case 'Fn::And':
        return values.every((each) => each === true);
      case 'Fn::Or':
        return values.includes(true);
      default:
        return UNKNOWN;
    }
  }

  #ref(name: string): unknown {
    if (name === 'AWS::Region') return REGION;
    if (name === 'AWS::StackName') return 'stack';
    if (name.startsWith('AWS::')) return UNKNOWN;
    const parameter = this.#parameters[name];
    if (!isData(parameter)) return name;
    const value = parameter.Default;
    const isList = /^(?:CommaDelimitedList|List<.*)$/.test(String(parameter.Type));
    return isList && typeof value === 'string' ? value.split(',').map((each) => each.trim()) : value;
  }

  /** An attribute that is an argument of the resource, too, is its value. */
  #attribute([id = '', ...rest]: readonly string[]): unknown {
    const attribute = rest.join('.');
    const resource = this.#resources[id];
    const properties = isData(resource) && isData(resource.Properties) ? resource.Properties : {};
    if (properties[attribute] !== undefined) return this.value(properties[attribute]);
    return IDS.has(attribute) ? id : `${id}.${attribute}`;
  }

  #sub(argument: unknown): string {
    const [template, variables] = Array.isArray(argument) ? (argument as [unknown, unknown]) : [argument, {}];
    return String(template).replaceAll(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
      if (literal !== '') return whole.replace('!', '');
      const given = isData(variables) ? variables[name] : undefined;
      const value =
        given !== undefined
          ? this.value(given)
          : name.includes('.')
            ? this.#attribute(name.split('.'))
            : this.#ref(name);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    });
  }
}

/** A template is of no region; zones need one. */
const REGION = 'us-east-1';

/** Attributes that are the id of the resource itself, as its Ref is. */
const IDS: ReadonlySet<string> = new Set([
  'Id',
  'VpcId',
  'SubnetId',
  'RouteTableId',
  'GroupId',
  'InternetGatewayId',
  'NatGatewayId',
  'AllocationId',
  'InstanceId',
  'CustomerGatewayId',
  'VPNGatewayId',
  'VpnConnectionId',
  'TransitGatewayRouteTableId',
  'PrefixListId',
  'NetworkAclId',
]);

const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first subnets of a block with so many bits for hosts. */
function subnetsOf(block: string, count: number, hostBits: number): string[] {
  if (!isCidrBlock(block)) return [];
  const first = networkOf(block);
  return Array.from(
    { length: count },
    (_, index) => `${addressAt(first, index * 2 ** hostBits)}/${32 - hostBits}`,
  );
}
