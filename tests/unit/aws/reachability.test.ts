import { describe, expect, it } from 'vitest';
import type { ExplanationCode } from '../../../lab/causes/codes.ts';
import { tcpTo } from '../../../lab/aws/flow.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { UsageError } from '../../../lab/errors.ts';
import { changedLab, referenceLab, TO_TRANSIT_GATEWAY } from '../fixtures/reference-lab.ts';
import { addInstance, addSite } from '../fixtures/changes.ts';

const A = 'vpc-a-host';
const B = 'vpc-b-host';
const router = 'onprem-router';
const server = 'onprem-server';

describe('predict, in the reference lab', () => {
  it.each([
    [A, router, [A, 'vpc-a', 'tgw', 'tunnel-1', router]],
    [A, server, [A, 'vpc-a', 'tgw', 'tunnel-1', router, server]],
    [B, router, [B, 'vpc-b', 'tgw', 'tunnel-1', router]],
    [B, server, [B, 'vpc-b', 'tgw', 'tunnel-1', router, server]],
    [router, A, [router, 'tunnel-1', 'tgw', 'vpc-a', A]],
    [router, B, [router, 'tunnel-1', 'tgw', 'vpc-b', B]],
    [router, server, [router, server]],
    [server, A, [server, router, 'tunnel-1', 'tgw', 'vpc-a', A]],
    [server, B, [server, router, 'tunnel-1', 'tgw', 'vpc-b', B]],
    [server, router, [server, router]],
  ])('%s reaches %s', (from, to, path) => {
    expect(predict(referenceLab, from, to)).toEqual({ reachable: true, path });
  });

  it.each([
    [A, B, 'vpc-a', '10.20.139.27'],
    [B, A, 'vpc-b', '10.10.141.106'],
  ])('%s does not reach %s: %s has no route', (from, to, vpc, address) => {
    expect(predict(referenceLab, from, to)).toEqual({
      reachable: false,
      reason: 'NO_ROUTE_TO_DESTINATION',
      text: `route table ${vpc}-private of subnet ${vpc}-private-1 has no applicable route to ${address}`,
      cure: `add a route for ${address} with the transit gateway as target to ${vpc}-private (EC2 API: CreateRoute)`,
      leg: 'forward',
      path: [from, vpc],
      droppedAt: vpc,
    });
  });

  it('takes a host to reach itself', () => {
    expect(predict(referenceLab, A, A)).toEqual({ reachable: true, path: [A] });
  });

  it('refuses an unknown host', () => {
    expect(() => predict(referenceLab, A, 'vpc-c-host')).toThrow(UsageError);
  });
});

type Change = Parameters<typeof changedLab>[0];
interface Drop {
  readonly change: Change;
  readonly from: string;
  readonly to: string;
  readonly reason: ExplanationCode;
  readonly leg: 'forward' | 'return';
  readonly path: string[];
  readonly text: string;
  readonly tunnelPeer?: string;
}

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
  'no route on the router': {
    change: (lab) => dropRouterRoutes(lab, '10.10.0.0/16'),
    from: server,
    to: A,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [server, router, 'onprem-igw'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to onprem-igw, which lets only onprem-router out',
  },
  'no route on the router for the answer': {
    change: (lab) => dropRouterRoutes(lab, '10.10.0.0/16'),
    from: A,
    to: router,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'return',
    path: [router, 'onprem-igw', 'internet'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to the Internet, which has none either',
  },
  'a default route into a tunnel, which that to the Internet gateway hides': {
    change: (lab) =>
      (lab.customerGateways[0]!.router.routes = [
        { destinationCidrBlock: '0.0.0.0/0', connection: 'Tunnel1', metric: 100 },
      ]),
    from: router,
    to: A,
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [router, 'onprem-igw', 'internet'],
    text: 'onprem-router has no route to 10.10.141.106 into a tunnel: it goes by the default route to the Internet, which has none either',
  },
  'a transit gateway route to the wrong site': {
    change: (lab) => {
      addSite(lab);
      lab.customerGateways[0]!.router.routes = lab.customerGateways[0]!.router.routes.filter(
        ({ destinationCidrBlock }) => destinationCidrBlock !== '10.40.0.0/16',
      );
      lab.gateways[0].routeTables[0]!.routes.push({
        destinationCidrBlock: '10.40.0.0/16',
        attachment: 'att-vpn',
      });
      lab.vpcs[0]!.routeTables[1]!.routes.push({
        destinationCidrBlock: '10.40.0.0/16',
        target: TO_TRANSIT_GATEWAY,
      });
    },
    from: A,
    to: 'branch-router',
    reason: 'NO_ROUTE_TO_DESTINATION',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw', 'tunnel-1', router, 'onprem-igw'],
    text: 'onprem-router has no route to 10.40.12.85 into a tunnel: it goes by the default route to onprem-igw, which lets only onprem-router out',
  },
  'a route into a tunnel that is more specific than the inside subnet': {
    change: (lab) =>
      lab.customerGateways[0]!.router.routes.push({
        destinationCidrBlock: '10.30.141.20/32',
        connection: 'Tunnel1',
        metric: 100,
      }),
    from: router,
    to: server,
    reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    leg: 'forward',
    path: [router, 'tunnel-1', 'tgw'],
    text: 'tgw-rt-vpn (associated with att-vpn) has no route to 10.30.141.20',
  },
  'no tunnel on the router': {
    change: (lab) => {
      lab.customerGateways[0]!.router.connections = [];
      lab.customerGateways[0]!.router.routes = [];
    },
    from: A,
    to: server,
    reason: 'TGW_BAD_STATE_VPN',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw'],
    text: 'no tunnel of vpn comes up: onprem-router is configured for none, or nobody initiates it',
  },
  'a VPN connection without attachment': {
    change: (lab) => lab.gateways[0].attachments.pop(),
    from: server,
    to: A,
    reason: 'NO_POSSIBLE_DESTINATION',
    leg: 'forward',
    path: [server, router, 'tunnel-1'],
    text: 'vpn is not attached to tgw',
  },
  'traffic selectors of the connection that leave the server out': {
    change: (lab) => (lab.vpnConnections[0]!.localIpv4NetworkCidr = '10.30.0.0/20'),
    from: A,
    to: server,
    reason: 'TRAFFIC_SELECTOR_MISMATCH',
    leg: 'forward',
    path: [A, 'vpc-a', 'tgw', 'tunnel-1'],
    text: 'the traffic selectors of Tunnel1 and vpn do not admit 10.30.141.20 with 10.10.141.106',
    tunnelPeer: router,
  },
  'traffic selectors of the router that leave VPC B out': {
    change: (lab) => (lab.customerGateways[0]!.router.connections[0]!.rightSubnets = ['10.10.0.0/16']),
    from: server,
    to: B,
    reason: 'TRAFFIC_SELECTOR_MISMATCH',
    leg: 'forward',
    path: [server, router],
    text: 'the traffic selectors of Tunnel1 and vpn do not admit 10.30.141.20 with 10.20.139.27',
    tunnelPeer: 'tunnel-1',
  },
  'a loop between the transit gateway and the router': {
    change: (lab) => (lab.gateways[0].routeTables[2]!.routes[0]!.attachment = 'att-vpn'),
    from: server,
    to: A,
    reason: 'CYCLIC_PATH_DETECTED',
    leg: 'forward',
    path: [server, router, 'tunnel-1', 'tgw', 'tunnel-1', router, 'tunnel-1'],
    text: 'the packet takes onprem-router -> tunnel-1 a second time',
  },
};

function dropRouterRoutes(lab: Parameters<Change>[0], destinationCidrBlock: string): void {
  const site = lab.customerGateways[0]!.router;
  site.routes = site.routes.filter((route) => route.destinationCidrBlock !== destinationCidrBlock);
}

describe('predict, after a change', () => {
  it.each(Object.entries(drops))('%s', (_, { change, from, to, path, ...expected }) => {
    expect(predict(changedLab(change), from, to)).toEqual({
      reachable: false,
      cure: expect.stringMatching(/./) as string,
      path,
      droppedAt: path.at(-1),
      ...expected,
    });
  });

  it('drops TCP where the security group has ICMP only, but not its replies', () => {
    const ssh = tcpTo(22);
    expect(predict(referenceLab, server, A, ssh)).toMatchObject({
      reason: 'ENI_SG_RULES_MISMATCH',
      droppedAt: 'vpc-a',
      leg: 'forward',
      text: 'vpc-a-icmp of vpc-a-host has no inbound rule for tcp port 22 from 10.30.141.20',
    });
    expect(predict(referenceLab, A, server, ssh).reachable).toBe(true);
  });

  it('passes the replies to a ping through a group without outbound rules', () => {
    const lab = changedLab((draft) => (draft.vpcs[0]!.securityGroups[0]!.egress = []));
    expect(predict(lab, server, A).reachable).toBe(true);
  });

  it('lets A reach B once routes, tables and security group agree', () => {
    const lab = changedLab((draft) => {
      draft.vpcs[0]!.routeTables[1]!.routes.push({
        destinationCidrBlock: '10.20.0.0/16',
        target: TO_TRANSIT_GATEWAY,
      });
      draft.vpcs[1]!.routeTables[1]!.routes.push({
        destinationCidrBlock: '10.10.0.0/16',
        target: TO_TRANSIT_GATEWAY,
      });
      draft.gateways[0].routeTables[0]!.propagations = ['att-vpc-b'];
      draft.gateways[0].routeTables[1]!.propagations = ['att-vpc-a'];
      draft.vpcs[1]!.securityGroups[0]!.ingress[0]!.cidrIp = '10.0.0.0/8';
    });
    expect(predict(lab, A, B)).toEqual({ reachable: true, path: [A, 'vpc-a', 'tgw', 'vpc-b', B] });
    expect(predict(lab, B, A)).toMatchObject({ reason: 'ENI_SG_RULES_MISMATCH', droppedAt: 'vpc-a' });
  });

  it('asks security groups between instances of one VPC', () => {
    const lab = changedLab((draft) => addInstance(draft, 'vpc-a-other', '10.10.144.9'));
    expect(predict(lab, A, 'vpc-a-other')).toMatchObject({
      reason: 'ENI_SG_RULES_MISMATCH',
      droppedAt: 'vpc-a',
      path: [A, 'vpc-a'],
    });
    const open = changedLab((draft) => {
      addInstance(draft, 'vpc-a-other', '10.10.144.9');
      draft.vpcs[0]!.securityGroups[0]!.ingress[0]!.cidrIp = '10.10.0.0/16';
    });
    expect(predict(open, A, 'vpc-a-other')).toEqual({ reachable: true, path: [A, 'vpc-a', 'vpc-a-other'] });
  });

  it('follows the lowest metric on the router, and the first tunnel it has on the AWS side', () => {
    const lab = changedLab((draft) => {
      for (const route of draft.customerGateways[0]!.router.routes) {
        if (route.connection === 'Tunnel1') route.metric = 300;
      }
    });
    expect(predict(lab, server, A)).toMatchObject({ path: expect.arrayContaining(['tunnel-2']) as string[] });
    expect(predict(lab, A, server)).toMatchObject({ path: expect.arrayContaining(['tunnel-1']) as string[] });

    const oneTunnel = changedLab((draft) => {
      const site = draft.customerGateways[0]!.router;
      site.connections.shift();
      site.routes = site.routes.filter(({ connection }) => connection === 'Tunnel2');
    });
    expect(predict(oneTunnel, A, server)).toMatchObject({
      reachable: true,
      path: [A, 'vpc-a', 'tgw', 'tunnel-2', router, server],
    });
  });

  it('follows the longest prefix on the router before the metric', () => {
    const lab = changedLab((draft) =>
      draft.customerGateways[0]!.router.routes.push({
        destinationCidrBlock: '10.10.128.0/20',
        connection: 'Tunnel2',
        metric: 900,
      }),
    );
    expect(predict(lab, router, A)).toMatchObject({ path: [router, 'tunnel-2', 'tgw', 'vpc-a', A] });
  });

  it('reaches from site to site through the transit gateway where the tables say so', () => {
    expect(predict(changedLab(addSite), server, 'branch-router')).toEqual({
      reachable: true,
      path: [server, router, 'tunnel-1', 'tgw', 'branch-tunnel-1', 'branch-router'],
    });
    const apart = changedLab((draft) => {
      addSite(draft);
      draft.gateways[0].routeTables[2]!.routes.pop();
    });
    expect(predict(apart, server, 'branch-router')).toMatchObject({
      reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
      droppedAt: 'tgw',
      leg: 'forward',
    });
  });
});
