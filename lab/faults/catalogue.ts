import type * as z from 'zod';
import type { FaultKind } from './fault.ts';
import { aclWithoutEphemeralPorts } from './kinds/acl-without-ephemeral-ports.ts';
import { bgpDown } from './kinds/bgp-down.ts';
import { announceMaintenance } from './kinds/announce-maintenance.ts';
import { blackholeTgwRoute } from './kinds/blackhole-tgw-route.ts';
import { blockEsp } from './kinds/block-esp.ts';
import { blockIke } from './kinds/block-ike.ts';
import { blockVrrp } from './kinds/block-vrrp.ts';
import { changeElasticIp } from './kinds/change-elastic-ip.ts';
import { closeSecurityGroup } from './kinds/close-security-group.ts';
import { cutLink } from './kinds/cut-link.ts';
import { deleteAssociation } from './kinds/delete-association.ts';
import { deleteNatGateway } from './kinds/delete-nat-gateway.ts';
import { deleteRouterRoute } from './kinds/delete-router-route.ts';
import { deleteTgwRoute } from './kinds/delete-tgw-route.ts';
import { deleteVpcRoute } from './kinds/delete-vpc-route.ts';
import { denyInNetworkAcl } from './kinds/deny-in-network-acl.ts';
import { directConnectDown } from './kinds/direct-connect-down.ts';
import { detachInternetGateway } from './kinds/detach-internet-gateway.ts';
import { disableTgwPropagation } from './kinds/disable-tgw-propagation.ts';
import { disableVgwPropagation } from './kinds/disable-vgw-propagation.ts';
import { disableIpForward } from './kinds/disable-ip-forward.ts';
import { disassociateElasticIp } from './kinds/disassociate-elastic-ip.ts';
import { duplicateInsideCidr } from './kinds/duplicate-inside-cidr.ts';
import { enableSourceDestCheck } from './kinds/enable-source-dest-check.ts';
import { eniInWrongZone } from './kinds/eni-in-wrong-zone.ts';
import { expireNat } from './kinds/expire-nat.ts';
import { freezeCharon } from './kinds/freeze-charon.ts';
import { killCharon } from './kinds/kill-charon.ts';
import { killKeepalived } from './kinds/kill-keepalived.ts';
import { killNode } from './kinds/kill-node.ts';
import { losePackets } from './kinds/lose-packets.ts';
import { netem } from './kinds/netem.ts';
import { prefixFlood } from './kinds/prefix-flood.ts';
import { preferTunnel } from './kinds/prefer-tunnel.ts';
import { prependPath } from './kinds/prepend-path.ts';
import { rebootRouter } from './kinds/reboot-router.ts';
import { replaceEndpoint } from './kinds/replace-endpoint.ts';
import { restartDaemon } from './kinds/restart-daemon.ts';
import { silenceBgp } from './kinds/silence-bgp.ts';
import { squeezeMtu } from './kinds/squeeze-mtu.ts';
import { strictRpFilter } from './kinds/strict-rp-filter.ts';
import { unclampMss } from './kinds/unclamp-mss.ts';
import { withdrawRoute } from './kinds/withdraw-route.ts';
import { wrongAsn } from './kinds/wrong-asn.ts';
import { wrongLeftId } from './kinds/wrong-left-id.ts';
import { wrongPfsGroup } from './kinds/wrong-pfs-group.ts';
import { wrongProposal } from './kinds/wrong-proposal.ts';
import { wrongPsk } from './kinds/wrong-psk.ts';

/** Every kind of fault by its name, in the order of the help. */
export const FAULTS = {
  'kill-charon': killCharon,
  'freeze-charon': freezeCharon,
  'kill-node': killNode,
  'replace-endpoint': replaceEndpoint,
  'reboot-router': rebootRouter,
  'restart-daemon': restartDaemon,
  'prefer-tunnel': preferTunnel,
  'cut-link': cutLink,
  'lose-packets': losePackets,
  netem,
  'block-ike': blockIke,
  'block-esp': blockEsp,
  'wrong-psk': wrongPsk,
  'wrong-proposal': wrongProposal,
  'wrong-pfs-group': wrongPfsGroup,
  'wrong-left-id': wrongLeftId,
  'bgp-down': bgpDown,
  'wrong-asn': wrongAsn,
  'kill-keepalived': killKeepalived,
  'block-vrrp': blockVrrp,
  'direct-connect-down': directConnectDown,
  'silence-bgp': silenceBgp,
  'withdraw-route': withdrawRoute,
  'prefix-flood': prefixFlood,
  'prepend-path': prependPath,
  'announce-maintenance': announceMaintenance,
  'change-elastic-ip': changeElasticIp,
  'expire-nat': expireNat,
  'delete-association': deleteAssociation,
  'delete-tgw-route': deleteTgwRoute,
  'blackhole-tgw-route': blackholeTgwRoute,
  'disable-tgw-propagation': disableTgwPropagation,
  'eni-in-wrong-zone': eniInWrongZone,
  'delete-vpc-route': deleteVpcRoute,
  'disable-vgw-propagation': disableVgwPropagation,
  'detach-internet-gateway': detachInternetGateway,
  'delete-nat-gateway': deleteNatGateway,
  'disassociate-elastic-ip': disassociateElasticIp,
  'close-security-group': closeSecurityGroup,
  'acl-without-ephemeral-ports': aclWithoutEphemeralPorts,
  'deny-in-network-acl': denyInNetworkAcl,
  'delete-router-route': deleteRouterRoute,
  'disable-ip-forward': disableIpForward,
  'strict-rp-filter': strictRpFilter,
  'enable-source-dest-check': enableSourceDestCheck,
  'duplicate-inside-cidr': duplicateInsideCidr,
  'squeeze-mtu': squeezeMtu,
  'unclamp-mss': unclampMss,
} as const;

/** The name of a kind of fault, e.g. `kill-charon`. */
export type FaultName = keyof typeof FAULTS;

/** The parameters of a kind of fault as a caller writes them; those with a default can be left out. */
export type FaultParameters<Name extends FaultName> = z.input<(typeof FAULTS)[Name]['parameters']>;

/** A kind of fault by its name, with its types forgotten. */
export function kindOf(name: FaultName): FaultKind {
  return FAULTS[name];
}

/** Whether there is a kind of fault of that name. */
export function isFaultName(name: unknown): name is FaultName {
  return typeof name === 'string' && Object.hasOwn(FAULTS, name);
}
