import { isIpv6CidrBlock, networkOf, shortIpv6Address } from '../../topology/cidr.ts';

/** An IPv6 block as a lab file has it, in its canonical form; as it is where it is none. */
export function ipv6Block(text: string): string {
  const [address = '', prefix = ''] = text.split('/');
  const block = `${shortIpv6Address(address) ?? address}/${prefix}`;
  return isIpv6CidrBlock(block) ? networkOf(block) : text;
}

/** The IPv6 blocks of a VPC or a subnet. */
export function ipv6Blocks({
  Ipv6CidrBlockAssociationSet = [],
}: {
  readonly Ipv6CidrBlockAssociationSet?: readonly { readonly Ipv6CidrBlock?: string }[];
}): string[] {
  return Ipv6CidrBlockAssociationSet.flatMap(({ Ipv6CidrBlock }) =>
    Ipv6CidrBlock === undefined || Ipv6CidrBlock === '' ? [] : [ipv6Block(Ipv6CidrBlock)],
  );
}
