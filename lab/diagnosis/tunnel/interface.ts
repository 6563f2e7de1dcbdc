import { because } from '../../causes/catalogue.ts';
import type { RouterConnection } from '../../topology/types.ts';
import { making } from '../ipsec/device.ts';
import { forGood } from '../own-line.ts';
import type { Finding } from '../hop.ts';
import { addressText, addressesOf, interfaceState } from '../kernel/interfaces.ts';
import { kernelOf } from '../scene.ts';
import type { Scene } from '../scene.ts';

/**
 * Whether the tunnel interface of a router's connection is as it has to be: there, up, and with its inside address. A
 * connection that has none, for it is policy-based, needs none.
 */
export function tunnelInterfaceDown(
  scene: Scene,
  router: string,
  { interface: name, insideLocal }: RouterConnection,
): Finding | null {
  if (name === null) return null;
  const own = scene.lab.customerGateways.find((each) => each.router.name === router)?.router;
  const kernel = kernelOf(scene, router);
  const state = interfaceState(kernel, name);
  const addresses = addressesOf(kernel).filter((each) => each.interface === name);
  const [address = ''] = insideLocal.split('/');
  const there = state === 'up' || state === 'no carrier';
  if (there && addresses.some((each) => each.address === address)) return null;
  return {
    node: router,
    ...because('tunnelInterfaceDown', {
      interface: name,
      router,
      state: there ? 'without its inside address' : state,
      insideAddress: insideLocal,
      forGood: own === undefined ? '' : forGood(own, 'mend', making(name)),
    }),
    evidence: `ip -4 address show dev ${name}: ${addresses.map(addressText).join('; ') || 'none'}; the interface is ${state}`,
  };
}
