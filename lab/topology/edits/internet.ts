import { UsageError } from '../../errors.ts';
import { internetGateways, withGateway } from '../objects/gateways.ts';
import type { Instance, InternetGateway, Lab, NatGateway, Vpc } from '../types.ts';
import { replaced } from './edit.ts';
import type { Edit } from './edit.ts';
import { objectNamed, ownedObjectNamed } from './objects.ts';
import type { Owned } from './objects.ts';

/**
 * The Internet gateway of that name.
 * @throws {UsageError} if there is none.
 */
export function internetGatewayNamed(lab: Lab, name: string): InternetGateway {
  return objectNamed('internetGateway', internetGateways(lab), name);
}

/** `DetachInternetGateway`: routes that lead to it are blackholes, and nobody comes in by it. */
export const detachInternetGateway: Edit<{ readonly internetGateway: string }> = (lab, { internetGateway }) =>
  withGateway(lab, { ...internetGatewayNamed(lab, internetGateway), attachments: [] });

/**
 * The NAT gateway of that name, with its VPC.
 * @throws {UsageError} if there is none.
 */
export function natGatewayNamed({ vpcs }: Lab, name: string): Owned<Vpc, NatGateway> {
  return ownedObjectNamed('natGateway', vpcs, (vpc) => vpc.natGateways, name);
}

/** `DeleteNatGateway`: routes that lead to it are blackholes. */
export const deleteNatGateway: Edit<{ readonly natGateway: string }> = (lab, { natGateway }) => {
  const { owner, item } = natGatewayNamed(lab, natGateway);
  const natGateways = replaced(owner.natGateways, item);
  return { ...lab, vpcs: replaced(lab.vpcs, owner, { ...owner, natGateways }) };
};

/**
 * The instance of that name, with its VPC.
 * @throws {UsageError} if there is none.
 */
export function instanceNamed({ vpcs }: Lab, name: string): Owned<Vpc, Instance> {
  return ownedObjectNamed('instance', vpcs, (vpc) => vpc.instances, name);
}

/**
 * `DisassociateAddress`: an instance loses its Elastic IP address.
 * @throws {UsageError} if there is no such instance, or it has none.
 */
export const disassociateAddress: Edit<{ readonly instance: string }> = (lab, { instance }) => {
  const { owner, item } = instanceNamed(lab, instance);
  if (item.publicIpAddress === null) {
    throw new UsageError({ key: 'instance', what: 'has no Elastic IP address as it is', value: item.name });
  }
  const instances = replaced(owner.instances, item, { ...item, publicIpAddress: null });
  return { ...lab, vpcs: replaced(lab.vpcs, owner, { ...owner, instances }) };
};
