import { CHARON } from '../../lab/plan/services/charon-paths.ts';
import type { FaultName } from '../../lab/faults/catalogue.ts';
import { speakTo } from '../../lab/faults/swanctl.ts';
import { A, ROUTER, row, SERVER } from '../integration/explained.ts';
import type { Row } from '../integration/explained.ts';

const back = { from: A, to: SERVER };

/** In the reference lab. */
export const ROWS: readonly Row[] = [
  row('close-security-group', { securityGroup: 'vpc-a-icmp' }, 'ENI_SG_RULES_MISMATCH', 'vpc-a'),
  row('acl-without-ephemeral-ports', { subnet: 'vpc-a-private-1' }, 'SUBNET_ACL_RESTRICTION', 'vpc-a', {
    from: A,
    to: SERVER,
    options: { tcpPort: 22 },
    says: /inbound tcp port \d+ from 10\.30\.141\.20: it is stateless/,
  }),
  row(
    'delete-vpc-route',
    { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' },
    'NO_ROUTE_TO_DESTINATION',
    'vpc-a',
  ),
  row(
    'delete-vpc-route',
    { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' },
    'NO_ROUTE_TO_DESTINATION',
    'vpc-a',
    back,
  ),
  row(
    'delete-association',
    { attachment: 'att-vpc-a' },
    'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    'tgw',
    back,
  ),
  row('delete-association', { attachment: 'att-vpn' }, 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION', 'tgw'),
  row(
    'delete-tgw-route',
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' },
    'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    'tgw',
  ),
  row(
    'delete-tgw-route',
    { routeTable: 'tgw-rt-a', destinationCidrBlock: '10.30.0.0/16' },
    'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    'tgw',
  ),
  row(
    'blackhole-tgw-route',
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' },
    'TGW_RTB_BAD_STATE_ROUTE',
    'tgw',
  ),
  row(
    'delete-router-route',
    { router: ROUTER, destinationCidrBlock: '10.10.0.0/16' },
    'NO_ROUTE_TO_DESTINATION',
    ROUTER,
  ),
  row('disable-ip-forward', { router: ROUTER }, 'IP_FORWARDING_DISABLED', ROUTER),
  row('enable-source-dest-check', { router: ROUTER }, 'SOURCE_DEST_CHECK', ROUTER),
  row('enable-source-dest-check', { router: ROUTER }, 'SOURCE_DEST_CHECK', ROUTER, back),
  row('duplicate-inside-cidr', { connection: 'Tunnel1' }, 'DUPLICATE_INSIDE_CIDR', ROUTER, {
    from: ROUTER,
    to: 'tunnel-2',
  }),
  row(
    'squeeze-mtu',
    { node: 'internet', neighbour: 'onprem-igw', mtu: 1300 },
    'PATH_MTU_EXCEEDED',
    'internet',
    { options: { sizeBytes: 1380 } },
  ),
  row('lose-packets', { node: 'tgw', neighbour: 'vpc-a', percent: 50 }, 'PACKET_LOSS', 'vpc-a'),
  row('lose-packets', { node: 'internet', neighbour: 'onprem-igw', percent: 50 }, 'PACKET_LOSS', 'internet'),
  row('block-esp', { customerGateway: 'onprem' }, 'ESP_BLOCKED', 'internet'),
  row('cut-link', { node: SERVER, neighbour: ROUTER }, 'LINK_DOWN', SERVER),
  row('cut-link', { node: 'tgw', neighbour: 'tunnel-1' }, 'LINK_DOWN', 'tunnel-1'),
  row('cut-link', { node: 'tgw', neighbour: 'vpc-a' }, 'LINK_DOWN', 'tgw'),
  row('cut-link', { node: 'tgw', neighbour: 'vpc-a' }, 'LINK_DOWN', 'vpc-a', back),
  row('cut-link', { node: 'vpc-a', neighbour: A }, 'LINK_DOWN', 'vpc-a'),
  row('cut-link', { node: ROUTER, neighbour: 'onprem-igw' }, 'LINK_DOWN', ROUTER),
  row('cut-link', { node: 'internet', neighbour: 'tunnel-1' }, 'LINK_DOWN', 'internet'),
  ...['vpc-a', 'tgw', 'internet', 'tunnel-1', ROUTER, SERVER, A].map((node) =>
    row('kill-node', { node }, 'NODE_NOT_RUNNING', node),
  ),
  row('replace-endpoint', { tunnel: 'tunnel-1' }, 'NODE_NOT_RUNNING', 'tunnel-1'),
  row('kill-charon', { tunnel: 'tunnel-1' }, 'TUNNEL_DOWN_IKE_NO_RESPONSE', 'tunnel-1'),
  row('kill-charon', { tunnel: 'tunnel-1', signal: 'TERM' }, 'TUNNEL_DOWN_IKE_NO_RESPONSE', 'tunnel-1', back),
  // The kernel goes on with ESP, and a router that hears ESP finds nobody dead: to explain is to keep the tunnel up.
  row('freeze-charon', { tunnel: 'tunnel-1' }, 'TUNNEL_DOWN_IKE_NO_RESPONSE', 'tunnel-1', {
    also: {
      run: `${speakTo(CHARON)}
while swanctl --list-sas | grep -q '^Tunnel1:.* ESTABLISHED'; do sleep 0.05; done`,
      undo: ':',
    },
  }),
  row('block-ike', { customerGateway: 'onprem' }, 'IKE_BLOCKED', 'internet'),
  row('block-ike', { customerGateway: 'onprem', port: '4500' }, 'IKE_BLOCKED', 'internet', {
    says: /^internet lets no UDP 4500 pass /,
  }),
  row('block-ike', { customerGateway: 'onprem', port: '500' }, 'IKE_BLOCKED', 'internet', {
    says: /^internet lets no UDP 500 pass /,
    // A tunnel that is up has no need of UDP 500.
    also: { run: `${speakTo(CHARON)}; swanctl --terminate --ike Tunnel1 >/dev/null`, undo: ':' },
  }),
  row('wrong-psk', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_AUTHENTICATION_FAILED', 'tunnel-1'),
  row('wrong-left-id', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_ID_MISMATCH', 'tunnel-1'),
  row('wrong-proposal', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', 'tunnel-1'),
  row('wrong-pfs-group', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN', 'tunnel-1'),
  row('reboot-router', { router: ROUTER, configuration: 'runtime-only' }, 'TUNNEL_INTERFACE_DOWN', ROUTER),
  row(
    'reboot-router',
    { router: ROUTER, configuration: 'runtime-only' },
    'TUNNEL_INTERFACE_DOWN',
    ROUTER,
    back,
  ),
];

/** With IKEv2, and without DPD, whose next message would heal some of it; with VTIs. */
export const IKEV2_ROWS: readonly Row[] = [
  row('strict-rp-filter', { router: ROUTER }, 'REVERSE_PATH_FILTERED', ROUTER, {
    says: /its own route to 10\.10\.141\.106 leads to Tunnel2/,
    also: {
      run: 'ip route add 10.10.0.0/16 dev Tunnel2 metric 1 src 10.30.12.85',
      undo: 'ip route del 10.10.0.0/16 dev Tunnel2 metric 1',
    },
  }),
  row(
    'change-elastic-ip',
    { customerGateway: 'onprem' },
    'CUSTOMER_GATEWAY_ADDRESS_CHANGED',
    'onprem-igw',
    back,
  ),
  row('expire-nat', { customerGateway: 'onprem' }, 'NAT_MAPPING_EXPIRED', 'onprem-igw', back),
  row('wrong-psk', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_AUTHENTICATION_FAILED', 'tunnel-1'),
  row('wrong-left-id', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_ID_MISMATCH', 'tunnel-1'),
  row('wrong-proposal', { connection: 'Tunnel1' }, 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN', 'tunnel-1'),
  row(
    'wrong-pfs-group',
    { connection: 'Tunnel1' },
    'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
    'tunnel-1',
    // The first CHILD_SA comes up all the same; one that is negotiated within the IKE_SA does not.
    {
      also: {
        run: `${speakTo(CHARON)}
until swanctl --list-sas | grep -q '^  Tunnel1:.* INSTALLED'; do sleep 0.05; done
swanctl --terminate --child Tunnel1 >/dev/null
swanctl --initiate --child Tunnel1 >/dev/null 2>&1 || :`,
        undo: ':',
      },
    },
  ),
];

/**
 * The faults that leave every host reachable: TCP stalls for another reason than a packet that is stopped, AWS answers by
 * another tunnel, a daemon is away for a moment. What netem loses is lost as by lose-packets, and not every kernel has it.
 * Those of BGP are explained in bgp.test.ts, those of a way to the Internet in internet.test.ts,
 * those of VRRP in two-routers.test.ts; a rule of a network ACL, what
 * only makes BGP prefer another way, and Direct Connect in their scenarios.
 */
export const NO_ROWS: readonly FaultName[] = [
  ...(['netem', 'unclamp-mss', 'prefer-tunnel', 'restart-daemon'] as const),
  ...(['bgp-down', 'wrong-asn', 'silence-bgp', 'withdraw-route', 'prefix-flood'] as const),
  ...(['detach-internet-gateway', 'delete-nat-gateway', 'disassociate-elastic-ip'] as const),
  ...(['deny-in-network-acl', 'prepend-path', 'announce-maintenance', 'direct-connect-down'] as const),
  ...(['kill-keepalived', 'block-vrrp'] as const),
  ...(['eni-in-wrong-zone', 'disable-tgw-propagation', 'disable-vgw-propagation'] as const),
];
