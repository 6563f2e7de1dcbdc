import type { OwnRouter } from '../types.ts';
import type { ConfSection } from './conf-sections.ts';

/** Keywords of ipsec.conf that libreswan and Openswan have, and strongSwan 5 has not. */
const LIBRESWAN_KEYS: ReadonlySet<string> = new Set(
  (
    'phase2 phase2alg ikev2 salifetime leftsubnets rightsubnets ipsec-interface vti-interface vti-routing vti-shared ' +
    'leftvti rightvti leftinterface-ip encapsulation nic-offload protostack virtual-private logfile logtime ' +
    'dumpdir ikev1-policy ike-frag narrowing sareftrack overlapip'
  ).split(' '),
);

/**
 * The daemon that an ipsec.conf is for: libreswan by a keyword that it alone has, or by its way to write proposals
 * (`aes128-sha1;modp1024`) and its `dpdaction=restart_by_peer`; otherwise strongSwan.
 */
export function daemonOf(sections: readonly ConfSection[]): OwnRouter['daemon'] {
  const isLibreswan = sections
    .flatMap(({ settings }) => settings)
    .some(
      ({ key, value }) =>
        LIBRESWAN_KEYS.has(key) ||
        (key === 'dpdaction' && value === 'restart_by_peer') ||
        (['ike', 'esp'].includes(key) && /[;+]/.test(value)),
    );
  return isLibreswan ? 'libreswan' : 'strongswan';
}
