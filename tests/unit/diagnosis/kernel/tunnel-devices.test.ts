import { expect, it } from 'vitest';
import { tunnelDevice, tunnelDevicesOf } from '../../../../lab/diagnosis/kernel/tunnel-devices.ts';
import { kernelWith } from '../fixtures.ts';

const kernel = kernelWith({
  links: [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0',
    '5: ip_vti0@NONE: <NOARP> mtu 1480 qdisc noop state DOWN mode DEFAULT group default qlen 1000\\    link/ipip 0.0.0.0 brd 0.0.0.0 promiscuity 0 allmulti 0 minmtu 0 maxmtu 0 \\    vti remote any local any ikey 0.0.0.0 okey 0.0.0.0 numtxqueues 1',
    '6: vti1@NONE: <POINTOPOINT,NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/ipip 10.30.12.85 peer 43.200.198.51 promiscuity 0 \\    vti remote 43.200.198.51 local 10.30.12.85 ikey 0.0.0.100 okey 0.0.1.44 numtxqueues 1',
    '7: Tunnel2@eth0: <NOARP,UP,LOWER_UP> mtu 1419 qdisc noqueue state UNKNOWN mode DEFAULT group default qlen 1000\\    link/none  promiscuity 0 \\    xfrm if_id 0xc8 addrgenmode eui64 numtxqueues 1',
    '8: xfrm@eth0: <NOARP> mtu 1500 qdisc noop state DOWN\\    link/none \\    dummy numtxqueues 1',
  ],
});

it('reads VTIs with their keys, and XFRM interfaces with their if_id', () => {
  expect(tunnelDevicesOf(kernel)).toEqual([
    { kind: 'vti', name: 'ip_vti0', local: null, remote: null, ikey: 0, okey: 0 },
    { kind: 'vti', name: 'vti1', local: '10.30.12.85', remote: '43.200.198.51', ikey: 100, okey: 300 },
    { kind: 'xfrm', name: 'Tunnel2', ifId: 200 },
  ]);
});

it('knows one by its name', () => {
  expect(tunnelDevice(kernel, 'Tunnel2')).toMatchObject({ ifId: 200 });
  expect(tunnelDevice(kernel, 'lo')).toBeNull();
});
