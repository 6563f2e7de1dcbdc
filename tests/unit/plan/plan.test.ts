import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../lab/plan/files.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { addInstance, removeVpn } from '../fixtures/changes.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { planText } from './plan-text.ts';
import { PLANES, fileOf, nodeOf, twoSites, unassociated } from './plans.ts';

const LINK_FILE = /^\/etc\/s2s\/links\/(.+)\.ip$/;

/** Names that are too long for an interface and begin alike. */
const longNames = changedLab((lab) => {
  const [onprem] = lab.customerGateways;
  addInstance(lab, 'an-instance-with-a-long-name-1', '10.10.150.1');
  addInstance(lab, 'an-instance-with-a-long-name-2', '10.10.150.2');
  onprem!.hosts.push({ name: 'a-server-with-a-long-name-1', privateIpAddress: '10.30.141.21' });
  onprem!.hosts.push({ name: 'a-server-with-a-long-name-2', privateIpAddress: '10.30.141.22' });
  const [transitGateway] = lab.gateways;
  const vpcA = transitGateway.attachments[0]!;
  vpcA.name = 'a-neighbour-with-a-long-name';
  transitGateway.attachments.unshift(transitGateway.attachments.pop()!);
  transitGateway.routeTables[0]!.associations = [vpcA.name];
  transitGateway.routeTables[2]!.routes[0]!.attachment = vpcA.name;
  lab.vpnConnections[0]!.tunnels.forEach((tunnel, index) => {
    tunnel.name = `a-neighbour-with-a-long-name-${index}`;
    onprem!.router.connections[index]!.tunnel = tunnel.name;
  });
});

const LABS: readonly [string, Lab][] = [
  ['the reference lab', referenceLab],
  ['a lab of two sites', twoSites],
  ['a lab with long names', longNames],
  ['a lab with an unassociated attachment', unassociated],
  ['a lab without VPN connection', changedLab(removeVpn)],
];

describe.each(PLANES)('the plan of the reference lab on the %s data plane', (plane) => {
  it('is the golden one', async () => {
    await expect(planText(planLab(referenceLab, plane))).toMatchFileSnapshot(`golden/${plane}.txt`);
  });
});

describe.each(PLANES.flatMap((plane) => LABS.map(([what, lab]) => ({ plane, what, lab }))))(
  'on the $plane data plane, $what',
  ({ plane, lab }) => {
    const plan = planLab(lab, plane);
    const ends = plan.links.flatMap((link) => link.ends.map((end) => `${end.node}/${end.interface}`));

    it('has a file for each end of a link, and a link for each file', () => {
      const files = plan.nodes.flatMap((node) =>
        filesOf(node).flatMap(({ path }) => {
          const found = LINK_FILE.exec(path);
          return found === null ? [] : [`${node.name}/${found[1]}`];
        }),
      );
      expect(ends.toSorted()).toEqual(files.toSorted());
      expect(new Set(ends).size).toBe(ends.length);
      expect(new Set(plan.links.map(({ name }) => name)).size).toBe(plan.links.length);
    });

    it('links nodes that exist, each named once', () => {
      const names = plan.nodes.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      const linked = new Set(plan.links.flatMap((link) => link.ends.map(({ node }) => node)));
      expect([...linked].filter((node) => !names.includes(node))).toEqual([]);
    });

    it('has interface names that Linux takes', () => {
      const names = plan.links.flatMap((link) => link.ends.map((end) => end.interface));
      expect(names.filter((name) => !/^[A-Za-z0-9-]{1,15}$/.test(name))).toEqual([]);
    });

    it('names in a link file no interface but that link and those made at boot', () => {
      for (const node of plan.nodes) {
        const made = filesOf(node)
          .filter(({ path }) => !LINK_FILE.test(path))
          .flatMap(({ content }) => [...content.matchAll(/link add (\S+)/g)].map((found) => found[1]));
        for (const { path, content } of filesOf(node)) {
          const own = LINK_FILE.exec(path)?.[1];
          if (own === undefined) continue;
          const named = [...content.matchAll(/(?:dev|master) (\S+)/g)].map((found) => found[1]);
          expect(named.filter((name) => name !== own && !made.includes(name))).toEqual([]);
        }
      }
    });

    it('has each path once in a node', () => {
      for (const node of plan.nodes) {
        const paths = filesOf(node).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
      }
    });

    it('is plain JSON', () => {
      expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    });

    it('is the same each time', () => {
      expect(planLab(structuredClone(lab), plane)).toEqual(plan);
    });
  },
);

describe('a lab of two sites', () => {
  const plan = planLab(twoSites, 'userspace');

  it('has for each site an Internet gateway with its Elastic IP, a router and its hosts', () => {
    expect(fileOf(plan, 'onprem-igw', 'firewall.nft')).toContain('ip daddr 3.36.6.148 dnat to 10.30.12.85');
    expect(fileOf(plan, 'branch-igw', 'firewall.nft')).toContain('ip daddr 3.36.6.149 dnat to 10.40.12.85');
    expect(fileOf(plan, 'branch-server', 'links/eth0.ip')).toContain('route add default via 10.40.128.1');
  });

  it('has a route on the Internet to every public address', () => {
    const routes = filesOf(nodeOf(plan, 'internet')).flatMap(
      ({ content }) => content.match(/route add \S+/g) ?? [],
    );
    const addresses = [
      '3.36.6.148',
      '3.36.6.149',
      '43.200.198.51',
      '43.203.78.35',
      '43.200.198.52',
      '43.203.78.36',
    ];
    expect(routes.toSorted()).toEqual(addresses.map((address) => `route add ${address}`).toSorted());
  });
});

describe('pre-shared keys', () => {
  const keys = (router: string | null, tunnel: string | null): (string | null)[] => {
    const lab = changedLab(({ vpnConnections, customerGateways }) => {
      vpnConnections[0]!.tunnels[0].preSharedKey = tunnel;
      customerGateways[0]!.router.connections[0]!.preSharedKey = router;
    });
    const plan = planLab(lab, 'userspace');
    return ['onprem-router', 'tunnel-1'].map((name) => nodeOf(plan, name).keys[0]!.preSharedKey);
  };

  it("are the tunnel's at both ends unless the router has one of its own", () => {
    expect(keys(null, null)).toEqual([null, null]);
    expect(keys(null, 'key_of_the_tunnel')).toEqual(['key_of_the_tunnel', 'key_of_the_tunnel']);
    expect(keys('key_of_the_router', 'key_of_the_tunnel')).toEqual([
      'key_of_the_router',
      'key_of_the_tunnel',
    ]);
  });

  it('are in no file of a plan', () => {
    const lab = changedLab(({ vpnConnections }) => {
      vpnConnections[0]!.tunnels[0].preSharedKey = 'key_of_the_tunnel';
    });
    for (const plane of PLANES) {
      const files = planLab(lab, plane).nodes.flatMap(filesOf);
      expect(files.filter(({ content }) => content.includes('key_of'))).toEqual([]);
    }
  });
});
