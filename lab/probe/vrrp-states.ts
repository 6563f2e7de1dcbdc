import type { StartedLab } from '../engine/started-lab.ts';
import { virtualAddresses } from '../topology/graph/virtual-addresses.ts';
import { said } from './said.ts';

/** What a router has that shares an address with others by VRRP. */
export interface VrrpState {
  /** Whether its keepalived runs. */
  readonly keepalived: boolean;
  /** Lines of `ip -o -4 address show`. */
  readonly addresses: readonly string[];
}

const ASK = 'pgrep -x keepalived >/dev/null && echo keepalived; ip -o -4 address show';

/** Asks every such router, by their names; of one that does not run nothing is found. Of a lab without them nothing is asked. */
export async function vrrpStates(running: StartedLab): Promise<ReadonlyMap<string, VrrpState>> {
  const routers = new Set(
    virtualAddresses(running.definition).flatMap((each) => each.routers.map(({ name }) => name)),
  );
  const states = [...routers].map(
    async (name) => [name, readVrrpState(await said(running, name, ASK))] as const,
  );
  return new Map(await Promise.all(states));
}

/** Reads what such a router has said. */
export function readVrrpState(output: string): VrrpState {
  const lines = output.split('\n').filter((line) => line !== '');
  return {
    keepalived: lines.includes('keepalived'),
    addresses: lines.filter((line) => line !== 'keepalived'),
  };
}
