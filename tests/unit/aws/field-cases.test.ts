import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hosts } from '../../../lab/aws/hosts.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { tunnelNotes } from '../../../lab/aws/tunnel-notes.ts';
import type { CustomerGateway } from '../../../lab/topology/types.ts';
import { loadLab } from '../../../lab/topology/load.ts';

/** Of each pair of hosts that do not hear each other: who, and where the packet is dropped; (b): the answer to it. */
function drops(file: string): string[] {
  const lab = loadLab(fileURLToPath(new URL(`../../fixtures/labs/${file}`, import.meta.url)));
  expect(tunnelNotes(lab)).toEqual([]);
  const names = hosts(lab).map(({ name }) => name);
  return names.flatMap((from) =>
    names.flatMap((to) => {
      const predicted = predict(lab, from, to);
      if (predicted.reachable) return [];
      const { leg, droppedAt, tunnelPeer } = predicted;
      const towards = tunnelPeer === undefined ? '' : ` towards ${tunnelPeer}`;
      return [`${from} -> ${to}: ${droppedAt}${towards}${leg === 'return' ? ' (b)' : ''}`];
    }),
  );
}

// What the ledgers show of these labs: tests/cases/field-cases.test.ts.
describe('what is for no tunnel goes by the default route', () => {
  it('of a second site, to its Internet gateway or to the Internet', () => {
    expect(drops('two-sites.yaml')).toEqual([
      'vpc-a-host -> vpc-b-host: vpc-a',
      'vpc-a-host -> branch-router: vpc-a',
      'vpc-a-host -> branch-pc: vpc-a',
      'vpc-b-host -> vpc-a-host: vpc-b',
      'vpc-b-host -> branch-router: vpc-b',
      'vpc-b-host -> branch-pc: vpc-b',
      'onprem-router -> branch-router: internet',
      'onprem-router -> branch-pc: internet',
      'onprem-server -> branch-router: onprem-igw',
      'onprem-server -> branch-pc: onprem-igw',
      'branch-router -> vpc-a-host: vpc-a',
      'branch-router -> vpc-b-host: internet',
      'branch-router -> onprem-router: internet',
      'branch-router -> onprem-server: internet',
      'branch-pc -> vpc-a-host: vpc-a',
      'branch-pc -> vpc-b-host: branch-igw',
      'branch-pc -> onprem-router: branch-igw',
      'branch-pc -> onprem-server: branch-igw',
    ]);
  });
  it('of a router with routes to one VPC', () => {
    expect(drops('one-vpc-routed.yaml')).toEqual([
      'vpc-a-host -> vpc-b-host: vpc-a',
      'vpc-b-host -> vpc-a-host: vpc-b',
      'vpc-b-host -> onprem-router: internet (b)',
      'vpc-b-host -> onprem-server: onprem-igw (b)',
      'onprem-router -> vpc-b-host: internet',
      'onprem-server -> vpc-b-host: onprem-igw',
    ]);
  });
});

describe('of two VPCs with one CIDR block the first is reached', () => {
  it('and gets what is for the second, answers too', () => {
    expect(drops('equal-vpcs.yaml')).toEqual([
      'host-a -> host-b: host-a',
      'host-b -> host-a: host-b',
      'host-b -> host-c: host-a (b)',
      'host-b -> onprem-router: host-a (b)',
      'host-b -> srv: host-a (b)',
      'host-c -> host-b: host-a',
      'onprem-router -> host-b: host-a',
      'srv -> host-b: host-a',
    ]);
  });
});

describe('a virtual private gateway', () => {
  it('brings what it has into the tables that it propagates into', () => {
    expect(drops('vpn-gateway.yaml')).toEqual([
      'vpc-a-host -> vpc-a-public: vpc-a',
      'vpc-a-public -> vpc-a-host: vpc-a',
      'vpc-a-public -> onprem-router: vpc-a',
      'vpc-a-public -> onprem-server: vpc-a',
      'onprem-router -> vpc-a-public: vpc-a (b)',
      'onprem-server -> vpc-a-public: vpc-a (b)',
    ]);
  });
});

describe('sites as people have them', () => {
  it.each(['one-armed.yaml', 'public-address.yaml', 'dynamic-routing.yaml', 'unused-vpn-gateway.yaml'])(
    '%s reaches what the reference lab does',
    (file) => {
      expect(drops(file)).toEqual(['vpc-a-host -> vpc-b-host: vpc-a', 'vpc-b-host -> vpc-a-host: vpc-b']);
    },
  );

  it('the subnet of a one-armed router leads to it what is for VPCs, and lets no host out', () => {
    const lab = loadLab(fileURLToPath(new URL('../../fixtures/labs/one-armed.yaml', import.meta.url)));
    const way = ['onprem-server', 'onprem-igw', 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'];
    expect(predict(lab, 'onprem-server', 'vpc-a-host').path).toEqual(way);
    expect(predict(lab, 'vpc-a-host', 'onprem-server').path).toEqual(way.toReversed());
    expect(predict(lab, 'onprem-server', 'onprem-router').path).toEqual(way.slice(0, 3));
    const [{ router }] = lab.customerGateways as [CustomerGateway];
    const unrouted = {
      ...lab,
      customerGateways: [{ ...lab.customerGateways[0]!, router: { ...router, routes: [] } }],
    };
    expect(predict(unrouted, 'onprem-server', 'vpc-a-host')).toMatchObject({
      reason: 'NO_ROUTE_TO_DESTINATION',
      path: ['onprem-server', 'onprem-igw', 'onprem-router', 'onprem-igw'],
    });
  });

  it('a router routes between its LANs, and into AWS for all of them', () => {
    expect(drops('several-lans.yaml')).toEqual([
      'vpc-a-host -> vpc-b-host: vpc-a',
      'vpc-b-host -> vpc-a-host: vpc-b',
    ]);
  });
});

describe('what the traffic selectors do not admit is lost in the tunnel', () => {
  it('of a router that the lab configures', () => {
    expect(drops('narrow-selectors.yaml')).toEqual([
      'vpc-a-host -> vpc-b-host: vpc-a',
      'vpc-b-host -> vpc-a-host: vpc-b',
      'vpc-b-host -> onprem-router: tunnel-1 towards onprem-router',
      'vpc-b-host -> onprem-server: tunnel-1 towards onprem-router',
      'onprem-router -> vpc-b-host: onprem-router towards tunnel-1',
      'onprem-server -> vpc-b-host: onprem-router towards tunnel-1',
    ]);
  });
});
