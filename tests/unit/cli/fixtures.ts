import picocolors from 'picocolors';
import type { ChildSa, IkeSa } from '../../../lab/ike/sa.ts';
import type { IkeSide } from '../../../lab/diagnosis/tunnel/ike-side.ts';
import type { TunnelState } from '../../../lab/probe/tunnels.ts';

/** No colours, as where there is no terminal. */
export const plain = picocolors.createColors(false);

const childSa: ChildSa = {
  name: 'Tunnel1',
  uniqueId: 1,
  reqid: 1,
  state: 'INSTALLED',
  mode: 'TUNNEL',
  protocol: 'ESP',
  encap: true,
  spiIn: 'c1a2b3c4',
  spiOut: 'c4b3a2c1',
  encryption: 'AES_CBC-128',
  integrity: 'HMAC_SHA1_96',
  dhGroup: 'MODP_1024',
  bytesIn: 84,
  packetsIn: 1,
  bytesOut: 1_234_567,
  packetsOut: 9876,
  installSeconds: 3,
  rekeySeconds: 3000,
  localTs: ['0.0.0.0/0'],
  remoteTs: ['0.0.0.0/0'],
};

const ikeSa: IkeSa = {
  name: 'Tunnel1',
  uniqueId: 1,
  version: 1,
  state: 'ESTABLISHED',
  initiator: true,
  localHost: '10.30.12.85',
  localPort: 4500,
  remoteHost: '43.200.198.51',
  remotePort: 4500,
  encryption: 'AES_CBC-128',
  integrity: 'HMAC_SHA1_96',
  prf: 'PRF_HMAC_SHA1',
  dhGroup: 'MODP_1024',
  natLocal: true,
  natRemote: true,
  natAny: true,
  establishedSeconds: 3,
  rekeySeconds: 28000,
  childSas: [childSa],
};

/** The reference lab's first tunnel ESTABLISHED. */
export const tunnel1Up: TunnelState = {
  tunnel: 'tunnel-1',
  router: 'onprem-router',
  connection: 'Tunnel1',
  ikeSa,
  childSa,
};

/** Its second one, whose peer does not answer. */
export const tunnel2Connecting: TunnelState = {
  tunnel: 'tunnel-2',
  router: 'onprem-router',
  connection: 'Tunnel2',
  ikeSa: {
    ...ikeSa,
    name: 'Tunnel2',
    state: 'CONNECTING',
    encryption: null,
    integrity: null,
    prf: null,
    dhGroup: null,
    childSas: [],
  },
  childSa: null,
};

/** AWS's ends of the two. */
export const endpoints: readonly [IkeSide, IkeSide] = [
  {
    node: 'tunnel-1',
    daemon: 'charon',
    process: 'running',
    ikeSa: { ...ikeSa, name: 'tunnel-1', remoteHost: '3.36.6.148' },
    childSa: { ...childSa, name: 'tunnel-1' },
  },
  { node: 'tunnel-2', daemon: 'charon', process: 'running', ikeSa: null, childSa: null },
];
