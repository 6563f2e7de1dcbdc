import type { VpnTunnel } from './types.ts';

/** `ip` commands that bring an existing tunnel interface up. */
export function tunnelCommands(tunnel: VpnTunnel): string[] {
  return [
    `address add ${tunnel.insideAddress} dev ${tunnel.interface}`,
    `link set dev ${tunnel.interface} mtu ${tunnel.mtu} up`,
    ...tunnel.commands,
  ];
}

/** `ip` command for the end of a table: what no route matches is dropped without a word, as AWS does. */
export function blackholeDefault(table: number): string {
  return `route add blackhole default metric 4294967295 table ${table}`;
}
