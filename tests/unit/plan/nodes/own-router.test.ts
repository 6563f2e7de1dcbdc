import { expect, it } from 'vitest';
import { renderCompose } from '../../../../lab/plan/compose.ts';
import { filesOf } from '../../../../lab/plan/files.ts';
import { imagesOf } from '../../../../lab/plan/images.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { DataplaneName, NodePlan } from '../../../../lab/plan/types.ts';
import { labWithOwnRouter } from '../../fixtures/own-router.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const router = (plane: DataplaneName, own = {}): NodePlan =>
  planLab(labWithOwnRouter(own), plane).nodes.find(({ name }) => name === 'onprem-router')!;
const fileOf = (node: NodePlan, path: string): string | undefined =>
  filesOf(node).find((file) => file.path === path)?.content;

it('has what a cloud gives an instance: two interfaces, a default route, no forwarding', () => {
  const node = router('kernel');
  expect(fileOf(node, '/etc/s2s/links/eth0.ip')).toContain('route add default via 10.30.0.1');
  expect(fileOf(node, '/etc/s2s/setup.ip')).toBe(
    [
      'link set dev lo up',
      'link add eth1 type bridge',
      'address replace 10.30.128.1/20 dev eth1',
      'link set dev eth1 up',
      'ntable change name arp_cache dev eth1 retrans 100\n',
    ].join('\n'),
  );
  expect(node.sysctls).toMatchObject({ 'net.ipv4.ip_forward': '0', 'net.ipv4.conf.default.rp_filter': '2' });
  expect({ firewall: node.firewall, childSas: node.childSas }).toEqual({ firewall: [], childSas: [] });
});

it("has its owner's files where they belong, and the script", () => {
  const files = filesOf(router('userspace'));
  expect(files).toContainEqual({ path: '/etc/ipsec.secrets', content: expect.any(String), mode: 0o600 });
  expect(fileOf(router('userspace'), '/etc/s2s/router/files')).toBe('/etc/ipsec.conf\n/etc/ipsec.secrets\n');
  expect(fileOf(router('userspace'), '/etc/s2s/router/script')).toContain('ip_forward=1');
  expect(fileOf(router('userspace', { script: null }), '/etc/s2s/router/script')).toBeUndefined();
  expect(fileOf(router('userspace'), '/etc/s2s/services')).toBe('s2s-router\n');
});

it('opens a TUN where strongSwan does ESP itself', () => {
  expect(router('userspace').devices).toEqual(['/dev/net/tun']);
  expect(router('kernel').devices).toEqual([]);
});

it('takes the key of its tunnel', () => {
  expect(router('kernel').keys).toEqual([{ connection: 'Tunnel1', tunnel: 'tunnel-1', preSharedKey: null }]);
});

it.each([
  [{}, 'router'],
  [{ daemon: 'libreswan' }, 'router-libreswan'],
  [{ image: 'vyos:1.4' }, { name: 'vyos:1.4' }],
] as const)('with %j is made from the image %j', (own, image) => {
  expect(router('kernel', own).image).toEqual(image);
  expect(imagesOf([labWithOwnRouter(own)])).toEqual(['node', 'fabric', 'vpn', image]);
});

it('needs no image of its own where the lab configures it', () => {
  expect(imagesOf([referenceLab, referenceLab])).toEqual(['node', 'fabric', 'vpn']);
});

it('is in a Compose file with the modes of its files', () => {
  const text = renderCompose(labWithOwnRouter(), 'kernel');
  expect(text).toContain(
    '{ source: onprem-router.etc.ipsec.secrets, target: /etc/ipsec.secrets, mode: 384 }',
  );
  expect(renderCompose(labWithOwnRouter({ image: 'vyos:1.4' }), 'kernel')).toContain('image: vyos:1.4');
});
