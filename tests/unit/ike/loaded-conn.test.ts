import { expect, it } from 'vitest';
import { readLoadedConns } from '../../../lab/ike/loaded-conn.ts';

it('reads what a daemon has loaded', () => {
  const [conn, ...others] = readLoadedConns({
    Tunnel1: {
      local_addrs: ['%any'],
      remote_addrs: ['43.200.198.51'],
      version: 'IKEv1',
      dpd_delay: '10',
      dpd_timeout: '30',
      'local-1': { class: 'pre-shared key', id: '3.36.6.148', groups: [], cert_policy: [] },
      'remote-1': { class: 'pre-shared key', id: '43.200.198.51' },
      children: {
        Tunnel1: {
          mode: 'TUNNEL',
          'local-ts': ['10.30.0.0/16'],
          'remote-ts': ['10.10.0.0/16', '10.20.0.0/16'],
        },
      },
    },
  });
  expect(others).toEqual([]);
  expect(conn).toEqual({
    name: 'Tunnel1',
    keyExchange: 'ikev1',
    remoteAddresses: ['43.200.198.51'],
    localId: '3.36.6.148',
    dpdDelaySeconds: 10,
    children: [{ name: 'Tunnel1', localTs: ['10.30.0.0/16'], remoteTs: ['10.10.0.0/16', '10.20.0.0/16'] }],
  });
});

it('takes IKEv2 where both versions will do, and no identity for the address', () => {
  const conn = { version: 'IKEv1/2', remote_addrs: ['%any'], 'local-1': { id: '%any' }, children: {} };
  expect(readLoadedConns({ one: conn })).toMatchObject([
    { keyExchange: 'ikev2', localId: null, children: [] },
  ]);
});
