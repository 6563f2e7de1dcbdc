import { expect, it } from 'vitest';
import { routerConnection } from '../../../../lab/ike/router-connection.ts';
import { kernel } from '../../../../lab/plan/dataplane/kernel.ts';
import type { VpnEnd } from '../../../../lab/plan/dataplane/types.ts';
import { userspace } from '../../../../lab/plan/dataplane/userspace.ts';
import { serviceFiles } from '../../../../lab/plan/services/service.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const [connection] = referenceLab.customerGateways[0]!.router.connections;

const END: VpnEnd = {
  connection: routerConnection(connection!, { localAddress: '10.30.12.85', updown: null }),
  interface: 'Tunnel1',
  id: 100,
  kind: 'vti',
  insideAddress: '169.254.52.2/30',
  mtu: 1419,
  outsideLocal: '10.30.12.85',
  outsideRemote: '43.200.198.51',
  commands: [],
};

it('gives a node what the kernel data plane gives it, ESP in UDP, and the word that strongSwan does it', () => {
  const plan = userspace.vpn([END, { ...END, interface: 'Tunnel2', id: 200 }], null);
  const other = kernel.vpn([END, { ...END, interface: 'Tunnel2', id: 200 }], null);
  expect(plan.setup).toEqual(other.setup);
  expect(plan.devices).toEqual(['/dev/net/tun']);
  expect(plan.services).toHaveLength(1);
  expect(plan.services[0]!.connections.map(({ mark }) => mark)).toEqual([100, 200]);
  expect(plan.services[0]!.connections.map((each) => each.forceUdpEncapsulation)).toEqual([true, true]);
  const marker = { path: '/etc/s2s/esp-in-user-space', content: 'yes\n' };
  expect(serviceFiles(plan.services)).toContainEqual(marker);
  expect(serviceFiles(other.services)).not.toContainEqual(marker);
});
