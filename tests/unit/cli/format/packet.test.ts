import { describe, expect, it } from 'vitest';
import { parsePacket } from '../../../../lab/cli/format/packet.ts';

describe('parsePacket', () => {
  it('takes a line of tcpdump -i any apart', () => {
    const line =
      '15:33:35.550944 onprem-igw In  IP 3.36.6.148.4500 > 43.200.198.51.4500: UDP-encap: ESP(spi=0x1)';
    expect(parsePacket(line)).toEqual({
      time: '15:33:35.550944',
      interface: 'onprem-igw',
      direction: 'In',
      packet: 'IP 3.36.6.148.4500 > 43.200.198.51.4500: UDP-encap: ESP(spi=0x1)',
    });
  });

  it('knows what is no packet', () => {
    expect(parsePacket('listening on any, link-type LINUX_SLL2')).toBeNull();
  });
});
