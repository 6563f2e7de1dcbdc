import type * as z from 'zod';
import type { natGateway } from './schema.ts';
import type { NatGateway } from './type.ts';

/** A NAT gateway as the lab file has it. */
export function resolveNatGateway(
  name: string,
  { subnet, privateIpAddress, publicIpAddress }: z.input<typeof natGateway>,
): NatGateway {
  return { name, subnet, privateIpAddress, publicIpAddress: publicIpAddress ?? null };
}
