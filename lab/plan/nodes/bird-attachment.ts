import type { BirdAttachment } from '../../bgp/bird-gateway.ts';
import { bgpTunnels } from '../../topology/graph/bgp.ts';
import { directConnectLinks } from '../../topology/graph/direct-connect.ts';
import { portTowards } from '../../topology/graph/links.ts';
import { attachmentOf } from '../../topology/objects/gateways.ts';
import type { VpnTarget } from '../../topology/objects/gateways.ts';
import type { Attachment, Lab } from '../../topology/types.ts';
import { IPV6_NEXT_HOP_UNUSED } from '../addresses.ts';

/** An attachment that speaks BGP, with the nodes at the AWS end of its sessions. */
interface SpeakingAttachment extends Pick<BirdAttachment, 'ipVersion' | 'nextHop' | 'endpoints'> {
  readonly attachment: Attachment;
}

/** The attachments of a gateway that speak BGP: VPN connections that are not static, then Direct Connect. */
export function speakingAttachments(lab: Lab, gateway: VpnTarget): SpeakingAttachment[] {
  const vpns = lab.vpnConnections.flatMap(({ name }) => attachmentOf(gateway, 'vpn', name) ?? []);
  const directConnect = gateway.attachments.filter(
    ({ resourceType }) => resourceType === 'direct-connect-gateway',
  );
  const withEndpoints = (attachment: Attachment): SpeakingAttachment => ({
    attachment,
    ...(carriesIpv6(lab, attachment)
      ? { ipVersion: 'ipv6', nextHop: IPV6_NEXT_HOP_UNUSED }
      : { ipVersion: 'ipv4' }),
    endpoints: endpointsOf(lab, gateway, attachment),
  });
  return [
    ...vpns.map(withEndpoints).filter(({ endpoints }) => endpoints.length > 0),
    ...directConnect.map(withEndpoints),
  ];
}

function carriesIpv6({ vpnConnections }: Lab, { resourceType, resource }: Attachment): boolean {
  return vpnConnections.some(
    ({ name, tunnelInsideIpVersion }) =>
      resourceType === 'vpn' && name === resource && tunnelInsideIpVersion === 'ipv6',
  );
}

function endpointsOf(
  lab: Lab,
  gateway: VpnTarget,
  { name, resourceType, resource }: Attachment,
): BirdAttachment['endpoints'] {
  const endpoint = (node: string, address: string): BirdAttachment['endpoints'][number] => ({
    tunnel: node,
    interface: portTowards(lab, gateway.name, node).interface,
    address,
  });
  if (resourceType === 'vpn') {
    return bgpTunnels(lab)
      .filter(({ vpnConnection }) => vpnConnection.name === resource)
      .map(({ tunnel, endpointAddress }) => endpoint(tunnel.name, endpointAddress));
  }
  return directConnectLinks(lab)
    .filter(({ attached }) => attached?.gateway.name === gateway.name && attached.attachment.name === name)
    .map(({ virtualInterface, endpointAddress }) => endpoint(virtualInterface.name, endpointAddress));
}
