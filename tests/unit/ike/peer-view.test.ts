import { expect, it } from 'vitest';
import { asPeerHas } from '../../../lab/ike/peer-view.ts';
import { readIkeSas } from '../../../lab/ike/sa.ts';

const [sa] = readIkeSas({
  'tunnel-1': {
    ...{ uniqueid: '1', version: '2', state: 'ESTABLISHED' },
    ...{ 'local-host': '43.200.198.51', 'local-port': '4500' },
    ...{ 'remote-host': '3.36.6.148', 'remote-port': '1024', 'nat-remote': 'yes' },
    'child-sas': {
      'tunnel-1-1': {
        ...{ name: 'tunnel-1', state: 'INSTALLED', 'spi-in': 'aaaaaaaa', 'spi-out': 'bbbbbbbb' },
        ...{ 'packets-in': '3', 'bytes-in': '300', 'packets-out': '1', 'bytes-out': '100' },
        ...{ 'local-ts': ['10.10.0.0/16'], 'remote-ts': ['10.30.0.0/16'] },
      },
    },
  },
});

it('turns what one end has of a connection into what the other has', () => {
  const { ikeSa, childSa } = asPeerHas({ ikeSa: sa!, childSa: sa!.childSas[0]! }, 'Tunnel1');
  expect(ikeSa).toMatchObject({
    ...{ name: 'Tunnel1', initiator: true, localHost: '3.36.6.148', remotePort: 4500 },
    ...{ natLocal: true, natRemote: false },
  });
  expect(childSa).toMatchObject({
    ...{ name: 'Tunnel1', spiIn: 'bbbbbbbb', spiOut: 'aaaaaaaa', packetsIn: 1, packetsOut: 3 },
    ...{ localTs: ['10.30.0.0/16'], remoteTs: ['10.10.0.0/16'] },
  });
});

it('has nothing where the other has nothing', () => {
  expect(asPeerHas({ ikeSa: null, childSa: null }, 'Tunnel1')).toEqual({ ikeSa: null, childSa: null });
});
