import { expect, it } from 'vitest';
import { readVrrpPriority } from '../../../../lab/topology/router-config/vrrp-priority.ts';

const conf = (text: string, path = '/etc/keepalived/keepalived.conf') => ({
  path,
  from: 'keepalived.conf',
  text,
});

it("reads the priority of a router's first VRRP instance", () => {
  const text = 'global_defs {\n}\nvrrp_instance LAN {\n  interface eth1\n  priority 150\n}\n';
  expect(readVrrpPriority([conf('x', '/etc/ipsec.conf'), conf(text)])).toBe(150);
});

it.each([
  ['another file', [conf('vrrp_instance LAN {\n priority 150\n}', '/etc/frr/frr.conf')]],
  ['no instance', [conf('vrrp_script x {\n}\n')]],
  ['no priority', [conf('vrrp_instance LAN {\n}\n')]],
])('has none of %s', (_, texts) => {
  expect(readVrrpPriority(texts)).toBeUndefined();
});
