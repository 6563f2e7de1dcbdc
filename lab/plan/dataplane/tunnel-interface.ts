import { address } from '../commands/ip-address.ts';
import { setLink } from '../commands/ip-link.ts';
import type { IpCommand } from '../commands/ip.ts';
import type { VpnEnd } from './types.ts';

/** Commands that bring an existing tunnel interface up. */
export function tunnelCommands(end: VpnEnd): IpCommand[] {
  return [
    address(end.insideAddress, end.interface),
    setLink(end.interface, { mtu: end.mtu, state: 'up' }),
    ...end.commands,
  ];
}
