import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { CustomerGateway, Instance, Lab, Vpc } from '../topology/types.ts';

/** A node that can send and answer a ping. */
export type Host = InstanceHost | OnPremisesNode;

interface InstanceHost {
  readonly kind: 'instance';
  readonly name: string;
  readonly address: string;
  readonly vpc: Vpc;
  readonly instance: Instance;
}

/** A router, or a host behind it. */
interface OnPremisesNode {
  readonly kind: 'onPremises';
  readonly name: string;
  readonly address: string;
  readonly customerGateway: CustomerGateway;
}

/** A lab's hosts by their names; a lab never changes, and is asked for each pair of them. */
const byLab = new WeakMap<Lab, ReadonlyMap<string, Host>>();

/** Every host of the lab: the instances of each VPC, then each site's router and the hosts behind it. */
export function hosts(lab: Lab): Host[] {
  return [...hostsByName(lab).values()];
}

function hostsByName(lab: Lab): ReadonlyMap<string, Host> {
  const known = byLab.get(lab) ?? new Map(findHosts(lab).map((host) => [host.name, host]));
  byLab.set(lab, known);
  return known;
}

function findHosts(lab: Lab): Host[] {
  const instances = lab.vpcs.flatMap((vpc) =>
    vpc.instances.map((instance): Host => ({
      kind: 'instance',
      name: instance.name,
      address: instance.privateIpAddress,
      vpc,
      instance,
    })),
  );
  const onPremises = lab.customerGateways.flatMap((customerGateway) =>
    [customerGateway.router, ...customerGateway.hosts].map(({ name, privateIpAddress }): Host => ({
      kind: 'onPremises',
      name,
      address: privateIpAddress,
      customerGateway,
    })),
  );
  return [...instances, ...onPremises];
}

/**
 * The host of that node name.
 * @throws {UsageError} if there is none.
 */
export function hostNamed(lab: Lab, name: string): Host {
  const all = hostsByName(lab);
  const host = all.get(name);
  if (host !== undefined) return host;
  throw new UsageError({
    what: 'there is no such host',
    value: name,
    hint: nearestNameHint(name, [...all.keys()]),
  });
}
