import type { TunnelEnds } from '../../topology/graph/tunnels.ts';
import type { CustomerGateway } from '../../topology/types.ts';
import type { CertificatePlan } from '../types.ts';

/** The certificate of a router, where its customer gateway has one: for the public address that AWS sees. */
export function routerCertificates(customerGateway: CustomerGateway): CertificatePlan[] {
  const { ipAddress: address, certificateKeyAlgorithm: keyAlgorithm, router } = customerGateway;
  const { name, certificate: kind, own } = router;
  return kind === undefined ? [] : [{ name, address, kind, keyAlgorithm, isOwners: own !== null }];
}

/** The certificate of a tunnel endpoint, where its customer gateway has one: the same private CA issues it. */
export function endpointCertificates({ tunnel, customerGateway }: TunnelEnds): CertificatePlan[] {
  const { certificateArn, certificateKeyAlgorithm: keyAlgorithm } = customerGateway;
  const { name, outsideIpAddress: address } = tunnel;
  return certificateArn === undefined
    ? []
    : [{ name, address, kind: 'valid', keyAlgorithm, isOwners: false }];
}
