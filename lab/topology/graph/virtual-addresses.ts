import type { Lab, Router } from '../types.ts';
import { isNamesake, lanSwitches } from './sites.ts';

/** An address that one of a site's routers has beside its own on a LAN, by VRRP (RFC 9568): the default gateway of the hosts there. */
export interface VirtualAddress {
  readonly address: string;
  /** Name of the LAN's switch. */
  readonly lan: string;
  /** The routers of the site, each with its interface on that LAN. */
  readonly routers: readonly (Pick<Router, 'name' | 'vrrpPriority' | 'own'> & {
    readonly interface: string;
  })[];
}

/** Every virtual address of a lab, in the order of its sites and their LANs. */
export function virtualAddresses(lab: Pick<Lab, 'customerGateways'>): VirtualAddress[] {
  return lab.customerGateways.filter(isNamesake).flatMap((gateway) =>
    lanSwitches(lab, gateway).flatMap(({ name: lan, routers }) => {
      const address = routers[0]?.virtualIpAddress ?? null;
      if (address === null) return [];
      const members = routers.flatMap((port) => {
        const at = lab.customerGateways.find(({ router }) => router.name === port.name);
        if (at === undefined) return [];
        const { name, vrrpPriority, own } = at.router;
        return [{ name, vrrpPriority, own, interface: port.interface }];
      });
      return [{ address, lan, routers: members }];
    }),
  );
}
