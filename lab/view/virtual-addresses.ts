import { heldAddress } from '../diagnosis/kernel/interfaces.ts';
import type { VrrpState } from '../probe/vrrp-states.ts';
import { virtualAddresses } from '../topology/graph/virtual-addresses.ts';
import type { Lab } from '../topology/types.ts';

/** An address that the routers of a site share by VRRP. */
export interface VirtualAddressView {
  readonly virtualIpAddress: string;
  /** Name of the LAN's switch. */
  readonly lan: string;
  /** The routers that have it now: one, unless something is wrong. */
  readonly heldBy: readonly string[];
  readonly routers: readonly {
    readonly router: string;
    readonly vrrpPriority: number;
    /** Whether its keepalived runs. */
    readonly keepalived: boolean;
  }[];
}

/** Every virtual address of a lab. */
export function virtualAddressViews(lab: Lab, states: ReadonlyMap<string, VrrpState>): VirtualAddressView[] {
  return virtualAddresses(lab).map(({ address, lan, routers }) => ({
    virtualIpAddress: address,
    lan,
    heldBy: routers
      .filter((router) => {
        const addresses = states.get(router.name)?.addresses ?? [];
        return heldAddress({ addresses }, router.interface, address) !== undefined;
      })
      .map(({ name }) => name),
    routers: routers.map(({ name, vrrpPriority }) => ({
      router: name,
      vrrpPriority,
      keepalived: states.get(name)?.keepalived ?? false,
    })),
  }));
}

/** Whether each router could have the address: its keepalived runs. */
export function couldBeHeldByAll({ routers }: Pick<VirtualAddressView, 'routers'>): boolean {
  return routers.every(({ keepalived }) => keepalived);
}

/** Whether one router has the address, and each could. */
export function isAsItShouldBe(view: VirtualAddressView): boolean {
  return view.heldBy.length === 1 && couldBeHeldByAll(view);
}
