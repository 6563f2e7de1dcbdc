import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gatewayRoutes, vpcTableRoutes } from '../../../lab/probe/live-vpn-gateways.ts';
import type { OriginatedRoute } from '../../../lab/probe/live-vpn-gateways.ts';
import { readShownRoutes } from '../../../lab/probe/shown-routes.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import { vpnGateways } from '../../../lab/topology/objects/gateways.ts';

const load = (path: string) => loadLab(fileURLToPath(new URL(`../../../${path}`, import.meta.url)));
const shown = (routes: readonly object[]) => readShownRoutes(JSON.stringify(routes));
const texts = (routes: readonly OriginatedRoute[]): string[] =>
  routes.map(({ destinationCidrBlock, origin, target, nextNode, state }) =>
    [destinationCidrBlock, origin, target ?? '-', nextNode ?? '-', state].join(' '),
  );

const END_OF_TABLE = { type: 'blackhole', dst: 'default', metric: 4294967295, flags: [] };

describe('the routes of a virtual private gateway', () => {
  const lab = load('tests/fixtures/labs/route-priority.yaml');
  const [vgw] = vpnGateways(lab);
  const ofGateway = (routes: readonly object[]) => texts(gatewayRoutes(lab, vgw!, shown(routes)));
  const link = { dst: '100.64.1.2', dev: 'tunnel-1', protocol: 'kernel', scope: 'link', flags: [] };
  const toVpc = { dst: '10.10.0.0/16', dev: 'vpc-a', flags: [] };

  it('are from its VPC, from static routes of a connection, and from BGP', () => {
    const onTunnel = (n: 1 | 2) => ({
      dst: '10.30.0.0/16',
      dev: `tunnel-${n}`,
      metric: 2000 + 100 * n,
      flags: [],
    });
    const learned = { dst: '10.40.0.0/16', dev: 'branch-1', protocol: 'bird', metric: 1000, flags: [] };
    expect(ofGateway([END_OF_TABLE, link, toVpc, onTunnel(1), onTunnel(2), learned])).toEqual([
      '10.10.0.0/16 local vpc-a vpc-a in use',
      '10.30.0.0/16 static vpn tunnel-1 in use',
      '10.30.0.0/16 static vpn tunnel-2 standby',
      '10.40.0.0/16 BGP branch-vpn branch-1 in use',
    ]);
  });

  it('are missing where no tunnel brings them', () => {
    expect(ofGateway([END_OF_TABLE, link])).toEqual([
      '10.10.0.0/16 local vpc-a - missing',
      '10.30.0.0/16 BGP dxgw - missing',
      '10.40.0.0/16 BGP branch-vpn - missing',
    ]);
  });
});

describe('the routes of a VPC that has one', () => {
  const lab = load('scenarios/gateways/vgw-propagation/lab.yaml');
  const vpc = lab.vpcs[0]!;
  const ofTable = (name: string, routes: readonly object[], draft = vpc) =>
    texts(
      vpcTableRoutes(
        lab,
        draft,
        draft.routeTables.find((each) => each.name === name)!,
        shown(routes),
      ),
    );
  const local = { type: 'blackhole', dst: '10.10.0.0/16', flags: [] };
  const host = { dst: '10.10.141.106', dev: 'eth0', flags: [] };
  const toGateway = { dst: '10.30.0.0/16', dev: 'vgw', flags: [] };

  it('are local and propagated; its hosts, whom every table has a way to, are left out', () => {
    expect(ofTable('vpc-a-private', [END_OF_TABLE, local, host, toGateway])).toEqual([
      '10.10.0.0/16 local local - in use',
      '10.30.0.0/16 propagated vgw vgw in use',
    ]);
    expect(ofTable('vpc-a-public', [END_OF_TABLE, local])).toEqual(['10.10.0.0/16 local local - in use']);
  });

  it('are static where the table itself has them', () => {
    const routes = [
      { destinationCidrBlock: '10.30.0.0/16', target: { kind: 'vpnGateway', name: 'vgw' } },
    ] as const;
    const draft = { ...vpc, routeTables: vpc.routeTables.map((table) => ({ ...table, routes })) };
    expect(ofTable('vpc-a-public', [local, toGateway], draft)).toEqual([
      '10.10.0.0/16 local local - in use',
      '10.30.0.0/16 static vgw vgw in use',
    ]);
    expect(ofTable('vpc-a-public', [local], draft).at(-1)).toBe('10.30.0.0/16 static vgw - missing');
  });

  it('are missing where the gateway does not bring them', () => {
    expect(ofTable('vpc-a-private', [local]).at(-1)).toBe('10.30.0.0/16 propagated vgw - missing');
  });
});
