import { describe, expect, it } from 'vitest';
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

describe('predict, after a change', () => {
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
