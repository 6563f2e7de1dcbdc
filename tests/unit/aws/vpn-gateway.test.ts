import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lookup } from '../../../lab/aws/lookup.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { subnetRoutes } from '../../../lab/aws/vpc.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import type { changedLab } from '../fixtures/reference-lab.ts';

type Draft = Parameters<Parameters<typeof changedLab>[0]>[0];

const file = fileURLToPath(new URL('../../fixtures/labs/vpn-gateway.yaml', import.meta.url));

function changed(change: (lab: Draft) => void): Lab {
  const lab = structuredClone(loadLab(file));
  change(lab as unknown as Draft);
  return lab;
}

/** What a packet of vpc-a-host to an address is sent to. */
function targetOf(lab: Lab, address: string): string | undefined {
  const route = lookup(subnetRoutes(lab, lab.vpcs[0]!, 'vpc-a-private-1'), address);
  if (route === null) return undefined;
  return 'name' in route.target ? route.target.name : route.target.kind;
}

const routesOf = (lab: Draft) => lab.vpcs[0]!.routeTables[1]!.routes;
const SERVER = '10.30.141.20';

describe('the order of preference in a VPC route table', () => {
  it('is by the longest prefix first', () => {
    const lab = changed((draft) => {
      routesOf(draft).push({ destinationCidrBlock: '10.0.0.0/8', target: { kind: 'blackhole' } });
    });
    expect(targetOf(lab, SERVER)).toBe('vgw');
    expect(targetOf(lab, '10.40.0.1')).toBe('blackhole');
  });

  it('has a static route before a propagated one for the same prefix', () => {
    const lab = changed((draft) => {
      routesOf(draft).push({ destinationCidrBlock: '10.30.0.0/16', target: { kind: 'blackhole' } });
    });
    expect(targetOf(lab, SERVER)).toBe('blackhole');
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({ reason: 'BAD_STATE_ROUTE' });
  });

  it('has the local route before whatever is propagated inside the VPC', () => {
    const lab = changed((draft) => {
      draft.vpnConnections[0]!.routes = [{ destinationCidrBlock: '10.10.141.0/24' }];
    });
    expect(targetOf(lab, '10.10.141.106')).toBe('local');
  });

  it('has no route of a connection that stays down', () => {
    const lab = changed((draft) => {
      for (const connection of draft.customerGateways[0]!.router.connections) connection.auto = 'add';
    });
    expect(targetOf(lab, SERVER)).toBeUndefined();
  });

  it('has nothing of a virtual private gateway that does not propagate into the table, and says so', () => {
    const lab = changed((draft) => (draft.vpcs[0]!.routeTables[1]!.propagatingVgws = []));
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toMatchObject({
      reason: 'NO_ROUTE_TO_DESTINATION',
      text: 'route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.30.141.20: vgw has one, and does not propagate it into vpc-a-private',
    });
  });
});

describe('a virtual private gateway', () => {
  it('is on the way of both', () => {
    const way = ['vpc-a-host', 'vpc-a', 'vgw', 'tunnel-1', 'onprem-router', 'onprem-server'];
    const lab = loadLab(file);
    expect(predict(lab, 'vpc-a-host', 'onprem-server')).toEqual({ reachable: true, path: way });
    expect(predict(lab, 'onprem-server', 'vpc-a-host')).toEqual({ reachable: true, path: way.toReversed() });
  });

  it('drops what no static route of its connections is for', () => {
    const lab = changed((draft) => {
      draft.vpnConnections[0]!.routes = [{ destinationCidrBlock: '10.30.128.0/20' }];
      routesOf(draft).push({
        destinationCidrBlock: '10.30.0.0/20',
        target: { kind: 'vpnGateway', name: 'vgw' },
      });
    });
    expect(predict(lab, 'vpc-a-host', 'onprem-router')).toMatchObject({
      droppedAt: 'vgw',
      text: 'no VPN connection of vgw has a route to 10.30.12.85',
    });
  });
});
