import { expect, it } from 'vitest';
import { ikeMessageMatches, sendIkeMessages } from '../../../../lab/probe/observe/ike-message.ts';

it('sends an answer to nobody', () => {
  expect(sendIkeMessages('43.200.198.51', 0x0102030405060708n)).toBe(
    's2s-send-ike 43.200.198.51 0102030405060708010203040506070800202520000000000000001c',
  );
});

it('is known again by its SPI', () => {
  expect(ikeMessageMatches(0x0102030405060708n)).toEqual([
    'udp dport 500 @th,64,64 == 0x102030405060708',
    'udp dport 4500 @th,96,64 == 0x102030405060708',
  ]);
});
