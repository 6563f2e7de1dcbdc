import { because } from '../../causes/catalogue.ts';
import type { RouterConnection } from '../../topology/types.ts';
import type { Finding } from './live-explanation.ts';
import { interfaceState, printed } from './live-node.ts';
import type { Scene } from './visit.ts';

/** Whether the tunnel interface of a router's connection is as it has to be: there, up, and with its inside address. */
export async function tunnelInterfaceDown(
  { lab }: Scene,
  router: string,
  { name, insideLocal }: RouterConnection,
): Promise<Finding | null> {
  const state = await interfaceState(lab, router, name);
  const addresses = await printed(lab, router, `ip -br -4 address show dev ${name}`);
  const [address = ''] = insideLocal.split('/');
  const there = state === 'up' || state === 'no carrier';
  if (there && addresses.includes(` ${address}/`)) return null;
  return {
    node: router,
    ...because('tunnelInterfaceDown', {
      connection: name,
      router,
      state: there ? 'without its inside address' : state,
      insideAddress: insideLocal,
    }),
    evidence: `ip -br -4 address show dev ${name}: ${addresses || 'none'}; the interface is ${state}`,
  };
}
