import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import { associateAddress } from '../../../../lab/topology/edits/customer-gateway.ts';
import type { Edit } from '../../../../lab/topology/edits/edit.ts';
import {
  replaceNetworkAclAssociation,
  replaceNetworkAclEntry,
} from '../../../../lab/topology/edits/network-acl.ts';
import { deleteRoute } from '../../../../lab/topology/edits/route.ts';
import {
  deleteRouterRoutes,
  modifyRouterBgp,
  modifyRouterConnection,
} from '../../../../lab/topology/edits/router.ts';
import { revokeSecurityGroupIngress } from '../../../../lab/topology/edits/security-group.ts';
import { disassociateTransitGatewayRouteTable } from '../../../../lab/topology/edits/transit-gateway-association.ts';
import { modifyTransitGatewayVpcAttachment } from '../../../../lab/topology/edits/transit-gateway-attachment.ts';
import {
  deleteTransitGatewayRoute,
  replaceTransitGatewayRoute,
} from '../../../../lab/topology/edits/transit-gateway-route.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';

type Draft = Parameters<Parameters<typeof changedLab>[0]>[0];

interface Case {
  readonly action: string;
  readonly edit: (lab: Lab) => Lab;
  /** The same by hand, in a draft of the reference lab. */
  readonly byHand: (draft: Draft) => void;
  /** The same edit of something that is not there, and what the error says of it. */
  readonly absent: (lab: Lab) => Lab;
  readonly says: RegExp;
}

function edited<Request>(
  action: string,
  edit: Edit<Request>,
  request: Request,
  byHand: Case['byHand'],
  absent: Request,
  says: RegExp,
): Case {
  return {
    action,
    edit: (lab) => edit(lab, request),
    byHand,
    absent: (lab) => edit(lab, absent),
    says,
  };
}

const NEW_ACL = { name: 'acl', entries: [] };

const CASES: readonly Case[] = [
  edited(
    'ReplaceNetworkAclAssociation',
    replaceNetworkAclAssociation,
    { subnet: 'vpc-a-private-1', networkAcl: NEW_ACL },
    ({ vpcs }) => (vpcs[0]!.networkAcls = [{ ...NEW_ACL, associations: ['vpc-a-private-1'] }]),
    { subnet: 'vpc-a-privat-1', networkAcl: NEW_ACL },
    /no subnet of that name.*did you mean vpc-a-private-1/s,
  ),
  edited(
    'DeleteRoute',
    deleteRoute,
    { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' },
    ({ vpcs }) => {
      vpcs[0]!.routeTables[1]!.routes = vpcs[0]!.routeTables[1]!.routes.filter(
        (each) => each.destinationCidrBlock !== '10.30.0.0/16',
      );
    },
    { routeTable: 'vpc-a-private', destinationCidrBlock: '10.31.0.0/16' },
    /vpc-a-private has no static route to that block.*10\.31\.0\.0\/16/s,
  ),
  edited(
    'DeleteTransitGatewayRoute',
    deleteTransitGatewayRoute,
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.20.0.0/16' },
    ({ gateways }) => gateways[0].routeTables[2]!.routes.pop(),
    { routeTable: 'tgw-rt-vpm', destinationCidrBlock: '10.20.0.0/16' },
    /no routeTable of that name.*tgw-rt-vpm/s,
  ),
  edited(
    'BGP of a router',
    modifyRouterBgp,
    { router: 'onprem-router', settings: { asn: 65010 } },
    ({ customerGateways: [site] }) => (site!.router.bgp.asn = 65010),
    { router: 'onprem-routr', settings: { asn: 65010 } },
    /no router of that name.*onprem-routr/s,
  ),
  edited(
    'ReplaceTransitGatewayRoute',
    replaceTransitGatewayRoute,
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.20.0.0/16', attachment: null },
    ({ gateways }) => {
      gateways[0].routeTables[2]!.routes[1]!.attachment = null;
    },
    { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.21.0.0/16', attachment: null },
    /tgw-rt-vpn has no static route/,
  ),
  edited(
    'DisassociateTransitGatewayRouteTable',
    disassociateTransitGatewayRouteTable,
    { attachment: 'att-vpc-a' },
    ({ gateways }) => {
      gateways[0].routeTables[0]!.associations = [];
    },
    { attachment: 'att-vpc-c' },
    /no attachment of that name.*att-vpc-c/s,
  ),
  edited(
    'ModifyTransitGatewayVpcAttachment',
    modifyTransitGatewayVpcAttachment,
    { attachment: 'att-vpc-a', subnets: ['vpc-a-public-1'] },
    ({ gateways }) => {
      gateways[0].attachments[0]!.subnets = ['vpc-a-public-1'];
    },
    { attachment: 'att-vpc-a', subnets: ['vpc-a-public'] },
    /no subnet of that name.*did you mean vpc-a-public-1/s,
  ),
  edited(
    'RevokeSecurityGroupIngress',
    revokeSecurityGroupIngress,
    { securityGroup: 'vpc-a-icmp' },
    ({ vpcs }) => {
      vpcs[0]!.securityGroups[0]!.ingress = [];
    },
    { securityGroup: 'vpc-c-icmp' },
    /no securityGroup of that name.*vpc-c-icmp/s,
  ),
  edited(
    'AssociateAddress',
    associateAddress,
    { customerGateway: 'onprem', ipAddress: '203.0.113.7' },
    ({ customerGateways }) => {
      customerGateways[0]!.ipAddress = '203.0.113.7';
    },
    { customerGateway: 'offprem', ipAddress: '203.0.113.7' },
    /no customerGateway of that name.*offprem/s,
  ),
  edited(
    "a router's routes deleted",
    deleteRouterRoutes,
    { router: 'onprem-router', destinationCidrBlock: '10.10.0.0/16' },
    ({ customerGateways: [gateway] }) => {
      gateway!.router.routes = gateway!.router.routes.filter(
        (each) => each.destinationCidrBlock !== '10.10.0.0/16',
      );
    },
    { router: 'onprem-router', destinationCidrBlock: '10.11.0.0/16' },
    /onprem-router has no static route/,
  ),
  edited(
    "a router's connection modified",
    modifyRouterConnection,
    { connection: 'Tunnel2', settings: { leftId: '10.30.12.85', espProposals: ['aes256-sha1'] } },
    ({ customerGateways: [gateway] }) => {
      const connection = gateway!.router.connections[1]!;
      connection.leftId = '10.30.12.85';
      connection.espProposals = ['aes256-sha1'];
    },
    { connection: 'Tunnel3', settings: {} },
    /no connection of that name.*Tunnel3/s,
  ),
];

describe.each(CASES)('$action', ({ edit, byHand, absent, says }) => {
  it('is one change of the lab', () => {
    expect(edit(referenceLab)).toEqual(changedLab(byHand));
    expect(edit(referenceLab)).not.toEqual(referenceLab);
  });

  it('leaves the lab that it was given alone', () => {
    const before = structuredClone(referenceLab);
    edit(referenceLab);
    expect(referenceLab).toEqual(before);
  });

  it('names what is not there', () => {
    expect(() => absent(referenceLab)).toThrow(UsageError);
    expect(() => absent(referenceLab)).toThrow(says);
  });
});

it('an attachment that is associated with no table cannot be disassociated', () => {
  const once = disassociateTransitGatewayRouteTable(referenceLab, { attachment: 'att-vpn' });
  expect(() => disassociateTransitGatewayRouteTable(once, { attachment: 'att-vpn' })).toThrow(
    /associated with no route table/,
  );
});

describe('ReplaceNetworkAclEntry', () => {
  const rule = { protocol: 'all', cidrBlock: '0.0.0.0/0', ports: null, icmpTypeCode: null } as const;
  const withAcl = (ruleAction: 'allow' | 'deny'): Lab =>
    changedLab(({ vpcs }) => {
      const entries = [false, true].map((egress) => ({ ...rule, ruleNumber: 100, ruleAction, egress }));
      entries[1]!.ruleAction = 'allow';
      vpcs[0]!.networkAcls = [{ name: 'acl', associations: ['vpc-a-private-1'], entries }];
    });
  const inbound = { networkAcl: 'acl', ruleNumber: 100, egress: false } as const;

  it('is as by hand, in its direction only, and can be taken back', () => {
    const denied = replaceNetworkAclEntry(withAcl('allow'), { ...inbound, ruleAction: 'deny' });
    expect(denied).toEqual(withAcl('deny'));
    expect(replaceNetworkAclEntry(denied, { ...inbound, ruleAction: 'allow' })).toEqual(withAcl('allow'));
  });

  it('moves a subnet from the network ACL that it has', () => {
    const moved = replaceNetworkAclAssociation(withAcl('allow'), {
      subnet: 'vpc-a-private-1',
      networkAcl: { name: 'other', entries: [] },
    });
    expect(moved.vpcs[0]!.networkAcls.map(({ name, associations }) => [name, associations])).toEqual([
      ['acl', []],
      ['other', ['vpc-a-private-1']],
    ]);
  });

  it('tells a rule that is not there', () => {
    const other = { ...inbound, ruleNumber: 110, ruleAction: 'deny' } as const;
    expect(() => replaceNetworkAclEntry(withAcl('allow'), other)).toThrow(/no inbound rule of that number/);
  });
});
