import { expect, it } from 'vitest';
import { findingOfDrop, handleOf } from '../../../../lab/probe/explain/packet-filter.ts';

it.each([
  [
    'meta protocol ip numgen random mod 100 <= 19 counter drop comment "s2s PACKET_LOSS vpc-a 20"',
    'PACKET_LOSS',
  ],
  [
    'iifname "eth0" ip length > 1400 counter drop comment "s2s PATH_MTU_EXCEEDED vpc-a 1400"',
    'PATH_MTU_EXCEEDED',
  ],
  [
    'iifname { "eth0", "eth1" } ip daddr != { 10.30.12.85, 10.30.128.1 } counter drop comment "s2s SOURCE_DEST_CHECK onprem-router"',
    'SOURCE_DEST_CHECK',
  ],
  [
    'iifname "vpc-a-host" ip saddr != 10.10.141.106 counter drop comment "s2s SOURCE_DEST_CHECK vpc-a-host outbound"',
    'SOURCE_DEST_CHECK',
  ],
  ['udp dport 500 counter drop comment "s2s IKE_BLOCKED onprem"', 'PACKET_FILTERED'],
  ['ip daddr 10.10.0.0/16 drop', 'PACKET_FILTERED'],
  ['meta protocol ip numgen random mod 100 <= 19 counter drop', 'PACKET_FILTERED'],
])('%s: %s', (text, code) => {
  const rule = { family: 'ip', table: 'mine', chain: 'forward', text };
  const finding = findingOfDrop('vpc-a', rule);
  expect(finding).toMatchObject({ node: 'vpc-a', code });
  expect(finding.evidence).toBe(`nft, table ip mine, chain forward: ${text}`);
});

it('finds the handle of a rule in what nft lists, whatever it has counted', () => {
  const listing = `table ip nat { # handle 4
	chain POSTROUTING { # handle 1
		type nat hook postrouting priority srcnat; policy accept;
		ip saddr 10.30.0.0/16 counter packets 2 bytes 168 masquerade # handle 5
		ip saddr 10.40.0.0/16 counter packets 0 bytes 0 masquerade # handle 6
	}
}`;
  expect(handleOf(listing, 'ip saddr 10.40.0.0/16 counter masquerade')).toBe('6');
  expect(handleOf(listing, 'ip saddr 10.50.0.0/16 counter masquerade')).toBeNull();
});
