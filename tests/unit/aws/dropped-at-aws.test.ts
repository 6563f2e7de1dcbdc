import { describe, it } from 'vitest';
import { TO_TRANSIT_GATEWAY } from '../fixtures/reference-lab.ts';
import { A, B, router, server, expectDrop } from './drop.ts';
import type { Drop } from './drop.ts';

const drops: Record<string, Drop> = {
  'no association of the source VPC': {
    change: (lab) => (lab.gateways[0].routeTables[0]!.associations = []),
    from: A,
    to: server,
    reason: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'att-vpc-a has no transit gateway route table association',
  },
  'no association of the VPN': {
    change: (lab) => (lab.gateways[0].routeTables[2]!.associations = []),
    from: A,
    to: server,
    reason: 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
    leg: 'return',
    path: [server, router, 'tunnel-1', 'tgw'],
    text: 'att-vpn has no transit gateway route table association',
  },
  'no transit gateway route': {
    change: (lab) => (lab.gateways[0].routeTables[0]!.routes = []),
    from: A,
    to: router,
    reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'tgw-rt-a (associated with att-vpc-a) has no route to 10.30.12.85',
  },
  'no transit gateway route for the answer': {
    change: (lab) => (lab.gateways[0].routeTables[0]!.routes = []),
    from: server,
    to: A,
    reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    leg: 'return',
    path: [A, 'vpc-a', 'tgw'],
    text: 'tgw-rt-a (associated with att-vpc-a) has no route to 10.30.141.20',
  },
  'A to B with VPC routes: the tables of the transit gateway keep them apart': {
    change: (lab) =>
      lab.vpcs[0]!.routeTables[1]!.routes.push({
        destinationCidrBlock: '10.20.0.0/16',
        target: TO_TRANSIT_GATEWAY,
      }),
    from: A,
    to: B,
    reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'tgw-rt-a (associated with att-vpc-a) has no route to 10.20.139.27',
  },
  'a blackhole in the transit gateway': {
    change: (lab) =>
      lab.gateways[0].routeTables[0]!.routes.push({
        destinationCidrBlock: '10.30.128.0/20',
        attachment: null,
      }),
    from: A,
    to: server,
    reason: 'TGW_RTB_BAD_STATE_ROUTE',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'tgw-rt-a (associated with att-vpc-a) has a blackhole route to 10.30.128.0/20',
  },
  'a transit gateway route to the wrong VPC': {
    change: (lab) => (lab.gateways[0].routeTables[2]!.routes[0]!.attachment = 'att-vpc-b'),
    from: server,
    to: A,
    reason: 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
    leg: 'forward',
    path: [server, router, 'tunnel-1', 'tgw', 'vpc-b'],
    text: 'the local route of vpc-b (10.20.0.0/16) does not include 10.10.141.106',
  },
  'a VPC with the CIDR block of the one meant': {
    change: (lab) => {
      lab.vpcs[1]!.cidrBlocks = ['10.10.0.0/16'];
      lab.gateways[0].routeTables[2]!.routes[0]!.attachment = 'att-vpc-b';
    },
    from: server,
    to: A,
    reason: 'NO_POSSIBLE_DESTINATION',
    leg: 'forward',
    path: [server, router, 'tunnel-1', 'tgw', 'vpc-b'],
    text: 'no network interface of vpc-b has 10.10.141.106',
  },
  'no VPC route': {
    change: (lab) => (lab.vpcs[0]!.routeTables[1]!.routes = []),
    from: A,
    to: server,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [A, 'vpc-a'],
    text: 'route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.30.141.20',
  },
  'no VPC route for the answer': {
    change: (lab) => (lab.vpcs[0]!.routeTables[1]!.routes = []),
    from: server,
    to: A,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'return',
    path: [A, 'vpc-a'],
    text: 'route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.30.141.20',
  },
  'a blackhole in the VPC': {
    change: (lab) => (lab.vpcs[0]!.routeTables[1]!.routes[0]!.target = { kind: 'blackhole' }),
    from: A,
    to: server,
    reason: 'BAD_STATE_ROUTE',
    leg: 'forward',
    path: [A, 'vpc-a'],
    text: 'the route to 10.30.0.0/16 in route table vpc-a-private is a blackhole',
  },
  'a VPC without attachment': {
    change: (lab) => lab.gateways[0].attachments.shift(),
    from: A,
    to: server,
    reason: 'BAD_STATE_ROUTE',
    leg: 'forward',
    path: [A, 'vpc-a'],
    text: 'the route to 10.30.0.0/16 in route table vpc-a-private is a blackhole: tgw is not attached to vpc-a',
  },
  'a closed security group': {
    change: (lab) => (lab.vpcs[0]!.securityGroups[0]!.ingress = []),
    from: server,
    to: A,
    reason: 'ENI_SG_RULES_MISMATCH',
    leg: 'forward',
    path: [server, router, 'tunnel-1', 'tgw', 'vpc-a'],
    text: 'vpc-a-icmp of vpc-a-host has no inbound rule for icmp from 10.30.141.20',
  },
  'a security group closed outwards': {
    change: (lab) => (lab.vpcs[0]!.securityGroups[0]!.egress = []),
    from: A,
    to: server,
    reason: 'ENI_SG_RULES_MISMATCH',
    leg: 'forward',
    path: [A, 'vpc-a'],
    text: 'vpc-a-icmp of vpc-a-host has no outbound rule for icmp to 10.30.141.20',
  },
};

describe('what AWS drops after a change of its objects', () => {
  it.each(Object.entries(drops))('%s', (_, drop) => {
    expectDrop(drop);
  });
});
