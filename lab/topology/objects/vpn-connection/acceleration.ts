import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { Gateway, VpnConnection } from '../../types.ts';

const SOURCE = 'AWS S2S VPN user guide, Accelerated Site-to-Site VPN connections';

/** An accelerated connection ends at a Transit Gateway, and AWS's end of it begins no negotiation. */
export function checkAcceleration(vpn: VpnConnection, gateways: readonly Gateway[], report: Report): void {
  if (!vpn.enableAcceleration) return;
  const at: KeyPath = ['vpnConnections', vpn.name];
  const gateway = gateways.find(({ name }) => name === vpn.gateway);
  if (gateway !== undefined && gateway.kind !== 'transitGateway') {
    report([...at, 'enableAcceleration'], {
      what: `is true, and ${vpn.name} ends at ${gateway.name}, a virtual private gateway`,
      rule: `only a VPN connection at a Transit Gateway can be accelerated (${SOURCE})`,
      hint: 'leave it out, or end the connection at a Transit Gateway',
      dependsOn: [[...at, 'gateway']],
    });
  }
  for (const { name, options } of vpn.tunnels) {
    const rule = `the customer gateway device begins every IKE negotiation of an accelerated connection (${SOURCE})`;
    const place = (key: string): KeyPath => [...at, 'tunnels', name, 'options', key];
    const dependsOn: KeyPath[] = [[...at, 'enableAcceleration']];
    if (options.startupAction === 'start') {
      const what = 'lets AWS begin';
      report(place('startupAction'), { what, value: 'start', rule, hint: 'write add', dependsOn });
    }
    if (options.dpdTimeoutAction === 'restart') {
      const what = 'lets AWS begin again';
      report(place('dpdTimeoutAction'), { what, value: 'restart', rule, hint: 'write clear', dependsOn });
    }
  }
}
