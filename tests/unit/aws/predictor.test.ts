import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleLab } from '../../../bench/scale-lab.ts';
import { ICMP_ECHO, tcpTo } from '../../../lab/aws/flow.ts';
import type { Flow } from '../../../lab/aws/flow.ts';
import { hostClasses } from '../../../lab/aws/host-classes.ts';
import { hosts } from '../../../lab/aws/hosts.ts';
import { predictor } from '../../../lab/aws/predictor.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { REFERENCE_LAB_FILE } from '../../../lab/package-file.ts';
import { addressAt } from '../../../lab/topology/cidr.ts';
import { FILES, loadLab } from '../../../lab/topology/load.ts';
import { parseLab } from '../../../lab/topology/parse.ts';
import type { Instance, Lab, Router, TransitGateway, Vpc } from '../../../lab/topology/types.ts';
import { draws, labFileOf } from '../../fuzz/draw.ts';

const tests = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** The pairs of a lab that come out otherwise than by themselves. */
function differing(lab: Lab, flow: Flow): object[] {
  const names = hosts(lab).map(({ name }) => name);
  const byClass = predictor(lab, flow);
  return names.flatMap((from) =>
    names.flatMap((to) => {
      const [expected, seen] = [predict(lab, from, to, flow), byClass(from, to)];
      return isDeepStrictEqual(seen, expected) ? [] : [{ from, to, seen, expected }];
    }),
  );
}

const PLACES = [60, 61, 62, 63];

/** A lab with four further hosts of equal rules beside each. */
function crowded(lab: Lab): Lab {
  const besides = (vpc: Vpc, instance: Instance): Instance[] => {
    const { cidrBlock } = vpc.subnets.find(({ name }) => name === instance.subnet)!;
    const own = vpc.instances.indexOf(instance);
    return PLACES.map((place) => ({
      ...instance,
      name: `${instance.name}-${place}`,
      publicIpAddress: null,
      privateIpAddress: addressAt(cidrBlock, place + 4 * own),
    }));
  };
  return {
    ...lab,
    vpcs: lab.vpcs.map((vpc) => ({
      ...vpc,
      instances: [...vpc.instances, ...vpc.instances.flatMap((each) => besides(vpc, each))],
    })),
    customerGateways: lab.customerGateways.map((gateway) => ({
      ...gateway,
      hosts: [
        ...gateway.hosts,
        ...gateway.router.insideSubnets.flatMap(({ cidrBlock, interface: lan }) =>
          PLACES.map((place) => ({
            name: `${gateway.name}-${lan}-${place}`,
            privateIpAddress: addressAt(cidrBlock, place),
          })),
        ),
      ],
    })),
  };
}

/** Names of hosts that are of one class with others. */
function classmates(lab: Lab): string[] {
  const numbers = [...hostClasses(lab).values()];
  return [...hostClasses(lab)].flatMap(([name, own]) =>
    numbers.filter((each) => each === own).length > 1 ? [name] : [],
  );
}

const flows = [ICMP_ECHO, tcpTo(443)];

describe('predictor', () => {
  it('predicts every pair of drawn labs with many hosts as pair by pair', () => {
    const labOf = (draw: Parameters<typeof labFileOf>[0]): Lab =>
      parseLab(labFileOf(draw, 'lab.yaml'), join(tests, 'fuzz/draw.yaml'), FILES);
    fc.assert(
      fc.property(draws, fc.constantFrom(...flows), (draw, flow) => {
        expect(differing(crowded(labOf(draw)), flow)).toEqual([]);
      }),
      { numRuns: 4, seed: 16 },
    );
  });

  const fixtures = join(tests, 'fixtures/labs');
  it.each(readdirSync(fixtures).filter((file) => file.endsWith('.yaml')))('does so of %s', (file) => {
    const lab = loadLab(join(fixtures, file));
    for (const each of [lab, crowded(lab)]) expect(differing(each, ICMP_ECHO)).toEqual([]);
  });

  it('follows one pair of two classes of a large lab, not each pair', () => {
    const lab = scaleLab('scale', 104);
    const classes = new Set(hostClasses(lab).values());
    // 26 VPCs with one class each, the router and the server.
    expect(classes.size).toBe(28);
    expect(differing(lab, ICMP_ECHO)).toEqual([]);
  });

  const many = crowded(loadLab(REFERENCE_LAB_FILE));
  const [router] = many.customerGateways.map((each) => each.router);

  it('knows hosts that no rule tells apart', () => {
    const places = ['vpc-a-host', 'vpc-b-host', `onprem-${router!.insideSubnets[0]!.interface}`].flatMap(
      (host) => PLACES.map((place) => `${host}-${place}`),
    );
    expect(classmates(many)).toEqual(expect.arrayContaining(places));
  });

  it.each<[string, (lab: Lab) => Lab]>([
    [
      'a block that has some of a subnet',
      (lab) =>
        withTransitGateway(lab, (gateway) => ({
          routeTables: gateway.routeTables.map((table) => ({
            ...table,
            routes: [...table.routes, { destinationCidrBlock: '10.10.128.62/31', attachment: null }],
          })),
        })),
    ],
    [
      'a route of the router for one host alone',
      (lab) =>
        withRouter(lab, ({ routes }) => ({
          routes: [
            { ...routes[0]!, metric: 1, sourceIpAddress: '10.30.128.61', connection: 'Tunnel2' },
            ...routes,
          ],
        })),
    ],
    [
      'a route to an instance',
      (lab) => ({
        ...lab,
        vpcs: lab.vpcs.map((vpc) => ({
          ...vpc,
          instances: vpc.instances.map((each) => ({ ...each, sourceDestCheck: false })),
          securityGroups: vpc.securityGroups.map((group) => ({ ...group, ingress: group.egress })),
          routeTables: vpc.routeTables.map((table) => ({
            ...table,
            routes: [
              {
                destinationCidrBlock: '10.30.128.0/20',
                target: { kind: 'instance', name: 'vpc-a-host-61' } as const,
              },
              ...table.routes,
            ],
          })),
        })),
      }),
    ],
    [
      'the security groups of one instance',
      (lab) => ({
        ...lab,
        vpcs: lab.vpcs.map((vpc) => ({
          ...vpc,
          instances: vpc.instances.map((each) =>
            each.name === 'vpc-a-host-62' ? { ...each, securityGroups: [] } : each,
          ),
        })),
      }),
    ],
  ])('tells hosts apart by %s', (_, change) => {
    const lab = change(many);
    expect(differing(lab, ICMP_ECHO)).toEqual([]);
  });
});

function withTransitGateway(lab: Lab, change: (gateway: TransitGateway) => Partial<TransitGateway>): Lab {
  const gateways = lab.gateways.map((each) =>
    each.kind === 'transitGateway' ? { ...each, ...change(each) } : each,
  );
  return { ...lab, gateways };
}

function withRouter(lab: Lab, change: (router: Router) => Partial<Router>): Lab {
  const customerGateways = lab.customerGateways.map((each) => ({
    ...each,
    router: { ...each.router, ...change(each.router) },
  }));
  return { ...lab, customerGateways };
}
