import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { kindOf } from '../../../../lab/faults/catalogue.ts';
import type { FaultName } from '../../../../lab/faults/catalogue.ts';
import type { Deed, FaultPlan } from '../../../../lab/faults/fault.ts';
import { checkParameters } from '../../../../lab/faults/parameters.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import type { DataplaneName } from '../../../../lab/plan/types.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';
import { twoRoutersLab } from '../../fixtures/two-routers-lab.ts';

const ROUTER = 'onprem-router';

const vtiLab = changedLab(({ customerGateways }) => {
  customerGateways[0]!.router.tunnelInterface = 'vti';
});

/** The reference lab with a network ACL that allows everything. */
const aclLab = changedLab(({ vpcs }) => {
  const rule = { protocol: 'all', cidrBlock: '0.0.0.0/0', ports: null, icmpTypeCode: null } as const;
  const entries = [false, true].map(
    (egress) => ({ ...rule, ruleNumber: 100, ruleAction: 'allow', egress }) as const,
  );
  vpcs[0]!.networkAcls = [{ name: 'acl', associations: ['vpc-a-private-1'], entries }];
});

const vpnGatewayLab = loadLab('tests/fixtures/labs/vpn-gateway.yaml');
const internetLab = loadLab('tests/fixtures/labs/internet.yaml');

const ROUTER_2 = 'onprem-2-router';
const ownSecondRouter = loadLab('tests/fixtures/labs/two-routers-static.yaml');

const CASES: readonly [FaultName, Record<string, unknown>, Lab?][] = [
  ['delete-association', { attachment: 'att-vpc-a' }],
  ['delete-association', { attachment: 'att-vpn' }],
  ['delete-tgw-route', { routeTable: 'tgw-rt-a', destinationCidrBlock: '10.30.0.0/16' }],
  ['blackhole-tgw-route', { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' }],
  ['disable-tgw-propagation', { routeTable: 'tgw-rt-default', attachment: 'att-b' }, internetLab],
  ['eni-in-wrong-zone', { attachment: 'att-a', subnet: 'far' }, internetLab],
  ['disable-vgw-propagation', { routeTable: 'vpc-a-private', vpnGateway: 'vgw' }, vpnGatewayLab],
  ['delete-vpc-route', { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' }],
  ['detach-internet-gateway', { internetGateway: 'igw' }, internetLab],
  ['delete-nat-gateway', { natGateway: 'nat' }, internetLab],
  ['disassociate-elastic-ip', { instance: 'web' }, internetLab],
  ['close-security-group', { securityGroup: 'vpc-a-icmp' }],
  ['acl-without-ephemeral-ports', { subnet: 'vpc-a-private-1' }],
  ['deny-in-network-acl', { networkAcl: 'acl', ruleNumber: 100 }, aclLab],
  ['delete-router-route', { router: ROUTER, destinationCidrBlock: '10.10.0.0/16' }],
  ['disable-ip-forward', { router: ROUTER }],
  ['strict-rp-filter', { router: ROUTER }, vtiLab],
  ['enable-source-dest-check', { router: ROUTER }],
  ['duplicate-inside-cidr', { connection: 'Tunnel1' }],
  ['squeeze-mtu', { node: 'internet', neighbour: 'onprem-igw' }],
  ['unclamp-mss', { router: ROUTER }],
  ['prefer-tunnel', { tunnel: 'tunnel-2' }],
  ['block-vrrp', { router: ROUTER }, twoRoutersLab()],
  ['kill-keepalived', { router: ROUTER }, twoRoutersLab()],
  ['kill-keepalived', { router: ROUTER_2, signal: 'TERM' }, ownSecondRouter],
];

function planned(
  name: FaultName,
  parameters: object,
  lab: Lab = referenceLab,
  plane: DataplaneName = 'userspace',
): FaultPlan {
  const kind = kindOf(name);
  return kind.plan(
    { definition: lab, plan: planLab(lab, plane) },
    checkParameters(name, kind.parameters, parameters),
  );
}

const textOf = (deed: Deed): string =>
  `${deed.node}: ${'run' in deed ? deed.run.replaceAll('\n', '\n      ') : deed.container}`;

/** A fault as a person reads it. */
const faultText = ([name, parameters]: (typeof CASES)[number], { text, apply, undo }: FaultPlan): string =>
  [
    `${name} ${Object.values(parameters).join(' ')}`,
    `  ${text}`,
    ...apply.map((deed) => `  do    ${textOf(deed)}`),
    ...undo.map((deed) => `  undo  ${textOf(deed)}`),
    '',
  ].join('\n');

describe.each(['kernel', 'userspace'] as const)('the faults of routing on the %s data plane', (plane) => {
  it('are the golden ones', async () => {
    const texts = CASES.map((each) => {
      const [name, parameters, lab] = each;
      return faultText(each, planned(name, parameters, lab, plane));
    });
    await expect(texts.join('\n')).toMatchFileSnapshot(`golden/routing-${plane}.txt`);
  });
});

describe('a fault of routing refuses', () => {
  const refusal = (name: FaultName, parameters: object, lab?: Lab, plane?: DataplaneName): string => {
    try {
      planned(name, parameters, lab, plane);
    } catch (error) {
      if (error instanceof UsageError) return error.message;
      throw error;
    }
    return 'nothing';
  };

  it.each<[FaultName, object, string]>([
    ['block-vrrp', { router: ROUTER }, 'shares no address with another router by VRRP'],
    ['kill-keepalived', { router: ROUTER }, 'virtualIpAddress at customerGateways.onprem'],
    ['delete-association', { attachment: 'att-vpc-c' }, 'did you mean att-vpc-a?'],
    ['delete-tgw-route', { routeTable: 'tgw-rt-c', destinationCidrBlock: '10.30.0.0/16' }, 'tgw-rt-a?'],
    ['delete-tgw-route', { routeTable: 'tgw-rt-a', destinationCidrBlock: '10.40.0.0/16' }, '10.30.0.0/16?'],
    [
      'blackhole-tgw-route',
      { routeTable: 'tgw-rt', destinationCidrBlock: '10.30.0.0/16' },
      'tgw-rt-a or tgw-rt-b or tgw-rt-vpn?',
    ],
    ['disable-tgw-propagation', { routeTable: 'tgw-rt-a', attachment: 'att-vpc' }, 'att-vpc-a'],
    ['disable-tgw-propagation', { routeTable: 'tgw-rt-a', attachment: 'att-vpn' }, 'as it is'],
    ['eni-in-wrong-zone', { attachment: 'att-vpn', subnet: 'vpc-a-private-1' }, 'of no VPC'],
    ['eni-in-wrong-zone', { attachment: 'att-vpc-a', subnet: 'vpc-a-private' }, 'vpc-a-private-1'],
    ['disable-vgw-propagation', { routeTable: 'vpc-a-private', vpnGateway: 'vgw' }, 'there is none'],
    ['delete-vpc-route', { routeTable: 'vpc-a-privat', destinationCidrBlock: 'x' }, 'vpc-a-private?'],
    [
      'delete-vpc-route',
      { routeTable: 'vpc-a-public', destinationCidrBlock: '10.30.0.0/16' },
      'there is none',
    ],
    ['close-security-group', { securityGroup: 'vpc-a-tcp' }, 'vpc-a-icmp?'],
    ['acl-without-ephemeral-ports', { subnet: 'vpc-a-privat-1' }, 'vpc-a-private-1?'],
    ['deny-in-network-acl', { networkAcl: 'acl', ruleNumber: 100 }, 'there is none'],
    [
      'delete-router-route',
      { router: 'onprem', destinationCidrBlock: '10.10.0.0/16' },
      'did you mean onprem-router?',
    ],
    ['delete-router-route', { router: ROUTER, destinationCidrBlock: '10.11.0.0/16' }, '10.10.0.0/16?'],
    ['disable-ip-forward', { router: 'vpc-a' }, 'known: onprem-router'],
    ['strict-rp-filter', { router: 'onprem-routr' }, 'onprem-router?'],
    ['enable-source-dest-check', { router: 'onprem-routr' }, 'onprem-router?'],
    ['duplicate-inside-cidr', { connection: 'Tunnel3' }, 'Tunnel1?'],
    ['squeeze-mtu', { node: 'internett', neighbour: 'onprem-igw' }, 'internet?'],
    ['squeeze-mtu', { node: 'internet', neighbour: 'vpc-a' }, 'known: onprem-igw, tunnel-1, tunnel-2'],
    ['squeeze-mtu', { node: 'tunnel-1', neighbour: 'tgw' }, 'a link between two of'],
    ['squeeze-mtu', { node: 'internet', neighbour: 'tunnel-1', mtu: 1500 }, '576 to 1499'],
    ['unclamp-mss', { router: 'onprem-routr' }, 'onprem-router?'],
  ])('%s %o', (name, parameters, hint) => {
    expect(refusal(name, parameters)).toContain(hint);
  });

  it('what would do nothing: the kernel filters no reverse path behind an XFRM interface', () => {
    const refused = (lab: Lab, plane: DataplaneName): string =>
      refusal('strict-rp-filter', { router: ROUTER }, lab, plane);
    expect(refused(referenceLab, 'kernel')).toContain('tunnelInterface: vti for onprem-router');
    expect([refused(vtiLab, 'kernel'), refused(referenceLab, 'userspace')]).toEqual(['nothing', 'nothing']);
  });

  it('what is so already', () => {
    const lab = changedLab((draft) => {
      const {
        gateways: [transitGateway],
        customerGateways,
      } = draft;
      transitGateway.routeTables[0]!.associations = [];
      transitGateway.routeTables[0]!.routes[0]!.attachment = null;
      customerGateways[0]!.router.clampMss = false;
      const { router } = customerGateways[0]!;
      router.connections.pop();
      router.routes = router.routes.filter(({ connection }) => connection === 'Tunnel1');
    });
    const route = { routeTable: 'tgw-rt-a', destinationCidrBlock: '10.30.0.0/16' };
    expect(refusal('delete-association', { attachment: 'att-vpc-a' }, lab)).toContain('no route table');
    expect(refusal('blackhole-tgw-route', route, lab)).toContain('a blackhole as it is');
    expect(refusal('unclamp-mss', { router: ROUTER }, lab)).toContain('no MSS');
    expect(refusal('duplicate-inside-cidr', { connection: 'Tunnel1' }, lab)).toContain('no other connection');
  });
});
