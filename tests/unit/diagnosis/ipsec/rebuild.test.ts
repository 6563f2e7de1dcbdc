import { expect, it } from 'vitest';
import { rebuild } from '../../../../lab/diagnosis/ipsec/rebuild.ts';
import { kernelWith } from '../fixtures.ts';
import { vti } from './kernel-plane.ts';

const kernel = kernelWith({
  links: [vti('Tunnel1', '43.200.198.51', 7)],
  addresses: ['9: Tunnel1    inet 169.254.216.30 peer 169.254.216.29/30 scope global Tunnel1'],
  routes: [
    '10.10.0.0/16 dev Tunnel1 metric 100 ',
    '169.254.216.29 dev Tunnel1 proto kernel scope link src 169.254.216.30 ',
    'default via 10.30.0.1 dev eth0 ',
  ],
});

it('makes a VTI anew with its addresses, its MTU, its sysctls and its own routes', () => {
  const spec = { kind: 'vti', local: '10.30.12.85', remote: '43.200.198.51', key: 100 } as const;
  expect(rebuild(kernel, 'Tunnel1', spec).split(' && ')).toEqual([
    'ip link del Tunnel1',
    'ip link add Tunnel1 type vti local 10.30.12.85 remote 43.200.198.51 key 100',
    'ip address add 169.254.216.30 peer 169.254.216.29/30 dev Tunnel1',
    'ip link set Tunnel1 mtu 1419 up',
    'sysctl -qw net.ipv4.conf.Tunnel1.disable_policy=1 net.ipv4.conf.Tunnel1.rp_filter=2',
    expect.stringContaining('ip route replace 10.10.0.0/16 dev Tunnel1 metric 100'),
  ]);
});

it('makes an XFRM interface by its if_id', () => {
  const spec = { kind: 'xfrm', under: 'eth0', ifId: 5 } as const;
  expect(rebuild(kernelWith({}), 'ipsec5', spec)).toBe(
    'ip link del ipsec5 && ip link add ipsec5 type xfrm dev eth0 if_id 5 && ip link set ipsec5 mtu 1419 up',
  );
});
