import { expect, it } from 'vitest';
import { ikeMessageMatches, sendIkeMessages } from '../../../../lab/probe/explain/ike-message.ts';

it('sends an answer to nobody to both ports, behind the marker of IKE on that of NAT-T', () => {
  const command = sendIkeMessages('Tunnel1', '43.200.198.51', 0x0102030405060708n);
  const header = '0102030405060708010203040506070800202520000000000000001c';
  expect(command).toContain(`[$port, 500, "${header}"], [$port_nat_t, 4500, "00000000${header}"]`);
  expect(command).toContain(String.raw`/\bport = (\d+).*\bport_nat_t = (\d+)/s`);
  expect(command).toContain('/etc/s2s/ike/Tunnel1/strongswan.conf');
  expect(command).toContain('inet_aton("43.200.198.51")');
});

it('is known again by its SPI', () => {
  expect(ikeMessageMatches(0x0102030405060708n)).toEqual([
    'udp dport 500 @th,64,64 == 0x102030405060708',
    'udp dport 4500 @th,96,64 == 0x102030405060708',
  ]);
});
