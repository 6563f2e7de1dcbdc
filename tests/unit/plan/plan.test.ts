import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../lab/plan/files.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { NodePlan, Plan } from '../../../lab/plan/types.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { addInstance, addSite, removeVpn } from '../fixtures/changes.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { planText } from './plan-text.ts';

const PLANES = ['kernel', 'userspace'] as const;
const LINK_FILE = /^\/etc\/s2s\/links\/(.+)\.ip$/;

/** A second site with public addresses of its own, and a host behind its router. */
const twoSites = changedLab((lab) => {
  addSite(lab);
  const branch = lab.customerGateways[1]!;
  branch.ipAddress = '3.36.6.149';
  branch.hosts = [{ name: 'branch-server', privateIpAddress: '10.40.141.20' }];
  lab.vpnConnections[1]!.tunnels[0].outsideIpAddress = '43.200.198.52';
  lab.vpnConnections[1]!.tunnels[1].outsideIpAddress = '43.203.78.36';
});

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

const unassociated = changedLab((lab) => {
  lab.gateways[0].routeTables[0]!.associations = [];
});

const LABS: readonly [string, Lab][] = [
  ['the reference lab', referenceLab],
  ['a lab of two sites', twoSites],
  ['a lab with long names', longNames],
  ['a lab with an unassociated attachment', unassociated],
  ['a lab without VPN connection', changedLab(removeVpn)],
];

const nodeOf = (plan: Plan, name: string): NodePlan => plan.nodes.find((node) => node.name === name)!;

function fileOf(plan: Plan, node: string, path: string): string {
  return (
    filesOf(nodeOf(plan, node)).find((file) => file.path === `/etc/s2s/${path}`)?.content ?? `no ${path}`
  );
}

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

describe('the tunnel interface of the router', () => {
  const walkThrough = changedLab((lab) => {
    lab.customerGateways[0]!.router.tunnelInterface = 'vti';
  });
  const swanctl = (lab: Lab): string =>
    fileOf(planLab(lab, 'kernel'), 'onprem-router', 'ike/charon/swanctl.conf');
  const setup = (lab: Lab): string => fileOf(planLab(lab, 'kernel'), 'onprem-router', 'setup.ip');

  it('is an XFRM interface whose if_id is the mark of the connection', () => {
    expect(setup(referenceLab)).toContain('link add Tunnel2 type xfrm dev lo if_id 200');
    expect(swanctl(referenceLab)).toMatch(/if_id_in = 200\n\s*if_id_out = 200/);
    expect(swanctl(referenceLab)).not.toContain('mark_in = ');
  });

  it('is a VTI whose key is the mark of the connection, in the form of the walk-through', () => {
    expect(setup(walkThrough)).toContain(
      'link add Tunnel2 type vti local 10.30.12.85 remote 43.203.78.35 key 200',
    );
    expect(swanctl(walkThrough)).toMatch(/mark_in = 200\n\s*mark_out = 200/);
    expect(swanctl(walkThrough)).not.toContain('if_id_in = ');
  });
});

describe.each(PLANES)("the router's routes on the %s data plane", (plane) => {
  const childSa = changedLab((lab) => {
    const [{ router }] = lab.customerGateways as [(typeof lab.customerGateways)[0]];
    router.routing = 'childSa';
    router.routes = router.routes.filter(
      ({ destinationCidrBlock }) => destinationCidrBlock === '10.10.0.0/16',
    );
  });
  const saFiles = (lab: Lab): string[] =>
    filesOf(nodeOf(planLab(lab, plane), 'onprem-router')).flatMap(({ path }) =>
      path.startsWith('/etc/s2s/sa/') ? [path] : [],
    );
  const updowns = (lab: Lab): number =>
    filesOf(nodeOf(planLab(lab, plane), 'onprem-router')).filter(({ content }) =>
      content.includes('updown = '),
    ).length;

  it('are static: they come with eth0', () => {
    expect(fileOf(planLab(referenceLab, plane), 'onprem-router', 'links/eth0.ip')).toContain(
      'route replace 10.10.0.0/16 dev Tunnel1 metric 100 src 10.30.12.85\n',
    );
    expect(saFiles(referenceLab)).toEqual([]);
    expect(updowns(referenceLab)).toBe(0);
  });

  it('live and die with the CHILD_SA of their connection', () => {
    const plan = planLab(childSa, plane);
    expect(fileOf(plan, 'onprem-router', 'links/eth0.ip')).not.toContain('Tunnel');
    const route = '10.10.0.0/16 dev Tunnel2 metric 200 src 10.30.12.85 proto 201\n';
    expect(fileOf(plan, 'onprem-router', 'sa/Tunnel2.up.ip')).toBe(`route replace ${route}`);
    expect(fileOf(plan, 'onprem-router', 'sa/Tunnel2.down.ip')).toBe(`route del ${route}`);
    expect(updowns(childSa)).toBe(1);
  });

  it('leave a connection without routes alone', () => {
    const lab = changedLab((draft) => {
      const [{ router }] = draft.customerGateways as [(typeof draft.customerGateways)[0]];
      router.routing = 'childSa';
      router.routes = router.routes.filter(({ connection }) => connection === 'Tunnel1');
    });
    expect(saFiles(lab)).toEqual(['/etc/s2s/sa/Tunnel1.up.ip', '/etc/s2s/sa/Tunnel1.down.ip']);
    const swanctl = filesOf(nodeOf(planLab(lab, plane), 'onprem-router')).map(({ content }) => content);
    expect(swanctl.join('').match(/updown = /g)).toHaveLength(1);
  });
});

describe('the Transit Gateway', () => {
  it('puts an unassociated attachment into a table without routes', () => {
    const kernel = planLab(unassociated, 'kernel');
    expect(fileOf(kernel, 'tgw', 'links/att-vpc-a.ip')).toContain(
      'link set dev att-vpc-a master unassociated',
    );
    const userspace = planLab(unassociated, 'userspace');
    expect(fileOf(userspace, 'tgw', 'setup.ip')).toContain('rule add pref 1000 iif att-vpc-a lookup 100\n');
    for (const plan of [kernel, userspace]) {
      const routes = filesOf(nodeOf(plan, 'tgw')).flatMap(
        ({ content }) => content.match(/^route .* table 100.*$/gm) ?? [],
      );
      expect(routes).toEqual(['route add blackhole default table 100 metric 4294967295']);
    }
  });

  it('has the blackhole routes of its tables, before a propagated route of the same block', () => {
    const lab = changedLab(({ gateways: [transitGateway] }) => {
      const table = transitGateway.routeTables[2]!;
      table.routes = [{ destinationCidrBlock: '10.10.0.0/16', attachment: null }];
      table.propagations = ['att-vpc-a', 'att-vpc-b'];
    });
    const plan = planLab(lab, 'userspace');
    expect(fileOf(plan, 'tgw', 'setup.ip')).toContain('route add blackhole 10.10.0.0/16 table 103\n');
    expect(fileOf(plan, 'tgw', 'links/att-vpc-a.ip')).not.toContain('10.10.0.0/16');
    expect(fileOf(plan, 'tgw', 'links/att-vpc-b.ip')).toContain('route add 10.20.0.0/16 via ');
  });

  it('has a propagated route where the table has no static one', () => {
    const lab = changedLab(({ gateways: [transitGateway] }) => {
      transitGateway.routeTables[1]!.propagations = ['att-vpc-a'];
    });
    expect(fileOf(planLab(lab, 'kernel'), 'tgw', 'links/att-vpc-a.ip')).toMatch(
      /^route add 10\.10\.0\.0\/16 via \S+ dev att-vpc-a onlink table 102$/m,
    );
  });

  it('prefers the first tunnel of a connection, of each connection', () => {
    const plan = planLab(twoSites, 'kernel');
    const metrics = (tunnel: string): string[] => [
      ...new Set(fileOf(plan, 'tgw', `links/${tunnel}.ip`).match(/metric \d+/g)),
    ];
    expect(metrics('tunnel-1')).toEqual(['metric 100']);
    expect(metrics('tunnel-2')).toEqual(['metric 200']);
    expect(metrics('branch-tunnel-1')).toEqual(['metric 100']);
    expect(metrics('branch-tunnel-2')).toEqual(['metric 200']);
  });
});

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
