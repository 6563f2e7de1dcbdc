import { expect, it } from 'vitest';
import { updownRoutes } from '../../../../lab/diagnosis/own-router/updown-routes.ts';
import type { ReadConn } from '../../../../lab/topology/router-config/read-conn.ts';
import type { RouterConnection } from '../../../../lab/topology/types.ts';

const connection = (name: string, mark: number, device: string | null = null): RouterConnection =>
  ({ name, mark, interface: device }) as RouterConnection;
const conn = (name: string, updown: string | null): ReadConn => ({ name, updown }) as ReadConn;
const BOTH = [connection('Tunnel1', 100), connection('Tunnel2', 200)];
const CONNS = [
  conn('Tunnel1', '/etc/ipsec.d/aws-updown.sh -ln Tunnel1 -r 10.10.0.0/16,10.20.0.0/16 -m 300'),
  conn('Tunnel2', '/etc/ipsec.d/aws-updown.sh -ln Tunnel2 -r 10.10.0.0/16'),
];

it('takes the lowest metric, which is the mark where none is given', () => {
  expect(updownRoutes(BOTH, CONNS, '10.10.1.2')).toEqual({ connection: 'Tunnel2', metric: 200 });
  expect(updownRoutes(BOTH, CONNS, '10.20.1.2')).toEqual({ connection: 'Tunnel1', metric: 300 });
});

it('has none where no block holds the address, or the device is there', () => {
  expect(updownRoutes(BOTH, CONNS, '10.99.1.2')).toBeNull();
  expect(updownRoutes([connection('Tunnel2', 200, 'Tunnel2')], CONNS, '10.10.1.2')).toBeNull();
  expect(updownRoutes(BOTH, [conn('Tunnel1', null)], '10.10.1.2')).toBeNull();
});
