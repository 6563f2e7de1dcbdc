import { byName } from '../topology/graph/find.ts';
import { isOfVersion } from '../topology/graph/ip-versions.ts';
import { nodesOf } from '../topology/graph/nodes.ts';
import type { LabNode } from '../topology/graph/nodes.ts';
import { perLab } from '../topology/graph/per-lab.ts';
import type { CustomerGateway, Instance, Lab, Vpc } from '../topology/types.ts';

/** A node that can send and answer a ping. */
export type Host = InstanceHost | OnPremisesNode | InternetHost;

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

interface InternetHost {
  readonly kind: 'internet';
  readonly name: string;
  readonly address: string;
}

/** Every host of the lab, as IPv6 sees it those that have it: the instances of each VPC, those on the Internet, then each site's router and the hosts behind it. */
export const hosts: (lab: Lab) => readonly Host[] = perLab((lab) =>
  nodesOf(lab)
    .flatMap(hostOf)
    .filter(({ address }) => isOfVersion(lab, address)),
);

function hostOf(node: LabNode): Host[] {
  const { name, addresses } = node;
  const [address = ''] = addresses;
  switch (node.role) {
    case 'instance':
      return [{ kind: 'instance', name, address, vpc: node.vpc, instance: node.instance }];
    case 'internet-host':
      return [{ kind: 'internet', name, address }];
    case 'onprem-router':
    case 'onprem-host':
      return [{ kind: 'onPremises', name, address, customerGateway: node.customerGateway }];
    default:
      return [];
  }
}

const sharedAddresses = perLab((lab): ReadonlySet<string> => {
  const all = hosts(lab).map(({ address }) => address);
  return new Set(all.filter((address, index) => all.indexOf(address) < index));
});

/** Whether several hosts have that address, as in VPCs with one CIDR block: an answer from it is that of any of them. */
export function isShared(lab: Lab, address: string): boolean {
  return sharedAddresses(lab).has(address);
}

const hostsByName = perLab((lab) => new Map(hosts(lab).map((host) => [host.name, host])));

/**
 * The host of that node name.
 * @throws {UsageError} if there is none.
 */
export function hostNamed(lab: Lab, name: string): Host {
  return hostsByName(lab).get(name) ?? byName(hosts(lab), name, { what: 'there is no such host' });
}
