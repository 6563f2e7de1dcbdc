import type { CustomerGateway } from '../../topology/types.ts';
import type { CertificatePlan } from '../types.ts';

/** The certificate of a router, where its customer gateway has one: for the public address that AWS sees. */
export function routerCertificates(customerGateway: CustomerGateway): CertificatePlan[] {
  const { ipAddress: address, certificateKeyAlgorithm: keyAlgorithm, router } = customerGateway;
  const { name, certificate: kind, own } = router;
  return kind === undefined ? [] : [{ name, address, kind, keyAlgorithm, isOwners: own !== null }];
}
