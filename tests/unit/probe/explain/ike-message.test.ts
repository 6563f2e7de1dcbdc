import { expect, it } from 'vitest';
import { ikeMessageMatches, sendIkeMessages } from '../../../../lab/probe/explain/ike-message.ts';

it('sends an answer to nobody to both ports, behind the marker of IKE on that of NAT-T', () => {
  const command = sendIkeMessages('43.200.198.51', 0x0102030405060708n);
  const header = String.raw`\001\002\003\004\005\006\007\010\001\002\003\004\005\006\007\010\000\040\045\040\000\000\000\000\000\000\000\034`;
  expect(command).toContain(`printf '${header}' >/dev/udp/43.200.198.51/500`);
  expect(command).toContain(String.raw`printf '\000\000\000\000${header}' >/dev/udp/43.200.198.51/4500`);
});

it('is known again by its SPI', () => {
  expect(ikeMessageMatches(0x0102030405060708n)).toEqual([
    'udp dport 500 @th,64,64 == 0x102030405060708',
    'udp dport 4500 @th,96,64 == 0x102030405060708',
  ]);
});
