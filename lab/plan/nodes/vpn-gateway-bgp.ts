import { PREFERENCES } from '../../bgp/bird-gateway.ts';
import { VPC_SESSION_ADDRESS } from '../../topology/graph/bgp.ts';
import { portTowards } from '../../topology/graph/links.ts';
import { attachmentOf, vpnGateways } from '../../topology/objects/gateways.ts';
import type { Lab, Vpc, VpnGateway } from '../../topology/types.ts';
import { TRANSIT_GATEWAY_ADDRESS } from '../addresses.ts';
import { peerAddress } from '../commands/ip-address.ts';
import type { IpAddress } from '../commands/ip-address.ts';
import type { BirdPlan } from '../services/bird.ts';
import { speakingAttachments } from './bird-attachment.ts';

/** Linux's main table, which a virtual private gateway's routes are in. */
const MAIN_TABLE = 254;

/** Whether anything that ends at a virtual private gateway speaks BGP. */
const speaksBgp = (lab: Lab, gateway: VpnGateway): boolean => speakingAttachments(lab, gateway).length > 0;

/** The BIRD of a virtual private gateway; none if nothing that ends at it speaks BGP. */
export function vpnGatewayBird(lab: Lab, gateway: VpnGateway): BirdPlan[] {
  const speaking = speakingAttachments(lab, gateway);
  if (speaking.length === 0) return [];
  const { name: table } = gateway;
  const vpc = gateway.attachments.find(({ resourceType }) => resourceType === 'vpc');
  return [
    {
      kind: 'bird',
      configuration: {
        at: 'gateway',
        routerId: TRANSIT_GATEWAY_ADDRESS,
        address: TRANSIT_GATEWAY_ADDRESS,
        asn: gateway.amazonSideAsn,
        // AWS uses one tunnel of all connections for a prefix (AWS S2S VPN user guide, Static and dynamic routing).
        ecmp: false,
        tables: [{ name: table, number: MAIN_TABLE }],
        attachments: speaking.map(({ attachment: { name, resourceType }, ...speaker }) => ({
          ...speaker,
          name: `att-${name}`,
          preference: resourceType === 'vpn' ? PREFERENCES.vpn : PREFERENCES.directConnectFirst,
          association: table,
          propagations: [table],
        })),
        vpc:
          vpc === undefined
            ? null
            : {
                name: `vpc:${vpc.resource}`,
                table,
                interface: portTowards(lab, gateway.name, vpc.resource).interface,
                address: VPC_SESSION_ADDRESS,
              },
      },
    },
  ];
}

/** Address of one end of the session between a virtual private gateway and its VPC; none where no BGP is spoken. */
export function vpcSessionAddress(
  lab: Lab,
  gateway: VpnGateway,
  dev: string,
  end: 'gateway' | 'vpc',
): IpAddress[] {
  if (!speaksBgp(lab, gateway)) return [];
  return [
    end === 'gateway'
      ? peerAddress(TRANSIT_GATEWAY_ADDRESS, VPC_SESSION_ADDRESS, dev)
      : peerAddress(VPC_SESSION_ADDRESS, TRANSIT_GATEWAY_ADDRESS, dev),
  ];
}

/** The BIRD of a VPC's router; none if its virtual private gateway speaks no BGP, or propagates into none of its tables. */
export function vpcBird(lab: Lab, vpc: Vpc, numbers: ReadonlyMap<string, number>): BirdPlan[] {
  const gateway = vpnGateways(lab).find((each) => attachmentOf(each, 'vpc', vpc.name) !== undefined);
  if (gateway === undefined || !speaksBgp(lab, gateway)) return [];
  const { amazonSideAsn: asn, name } = gateway;
  const tables = vpc.routeTables.filter(({ propagatingVgws }) => propagatingVgws.includes(name));
  return [
    {
      kind: 'bird',
      configuration: {
        at: 'vpc',
        address: VPC_SESSION_ADDRESS,
        gateway: { address: TRANSIT_GATEWAY_ADDRESS, interface: portTowards(lab, vpc.name, name).interface },
        asn,
        cidrBlocks: vpc.cidrBlocks,
        tables: tables.map((table) => ({ name: table.name, number: numbers.get(table.name)! })),
      },
    },
  ];
}
