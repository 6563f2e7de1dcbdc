import type { RouterNote } from '../types.ts';
import type { SourceText } from './router-files.ts';

/** Where daemons have their configuration that the lab's routers do not have. */
const OTHERS: readonly (readonly [daemon: string, files: RegExp])[] = [
  ['racoon', /^\/etc\/(racoon|ipsec-tools)/],
  ['OpenBSD iked', /^\/etc\/iked\.conf$/],
  ['OpenVPN', /^\/etc\/openvpn\//],
  ['WireGuard', /^\/etc\/wireguard\//],
  ['GoBGP', /^\/etc\/gobgpd?\b/],
  ['ExaBGP', /^\/etc\/exabgp\//],
  ['VyOS', /^\/(config|opt\/vyatta\/etc\/config)\//],
];

/** Files of daemons that are not in the image of a router, a note for each daemon, with those that are. */
export function otherDaemonNotes(files: readonly SourceText[]): RouterNote[] {
  return OTHERS.flatMap(([daemon, pattern]) => {
    const file = files.find(({ path }) => pattern.test(path));
    if (file === undefined) return [];
    const why = `is for ${daemon}, which is not in the image: that has strongSwan or libreswan, FRR, BIRD, keepalived, iptables, nftables, netplan, networkd and ifupdown; \`image:\` takes another one`;
    return [{ file: file.from, line: 1, text: '(the whole file)', why }];
  });
}
