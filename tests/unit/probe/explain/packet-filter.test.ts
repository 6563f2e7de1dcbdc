import { expect, it } from 'vitest';
import { findingOfDrop } from '../../../../lab/probe/explain/packet-filter.ts';

it.each([
  ['meta protocol ip numgen random mod 100 <= 19 counter drop', 'PACKET_LOSS'],
  ['iifname "eth0" ip length > 1400 counter drop', 'PATH_MTU_EXCEEDED'],
  ['iifname { "eth0", "eth1" } ip daddr != { 10.30.12.85, 10.30.128.1 } counter drop', 'SOURCE_DEST_CHECK'],
  ['iifname "vpc-a-host" ip saddr != 10.10.141.106 counter drop', 'SOURCE_DEST_CHECK'],
  ['ip daddr 10.10.0.0/16 drop', 'PACKET_FILTERED'],
])('%s: %s', (text, code) => {
  const rule = { family: 'ip', table: 'mine', chain: 'forward', text };
  const finding = findingOfDrop('vpc-a', rule);
  expect(finding).toMatchObject({ node: 'vpc-a', code });
  expect(finding.evidence).toBe(`nft, table ip mine, chain forward: ${text}`);
});
