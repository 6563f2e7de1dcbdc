import { expect, it } from 'vitest';
import { findingOfDrop } from '../../../lab/diagnosis/packet-filter.ts';

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
