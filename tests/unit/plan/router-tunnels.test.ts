import { describe, expect, it } from 'vitest';
import { filesOf } from '../../../lab/plan/files.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { changedLab, referenceLab } from '../fixtures/reference-lab.ts';
import { PLANES, fileOf, nodeOf } from './plans.ts';

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

it.each(PLANES)(
  'a router without connections runs no charon and clamps no MSS on the %s data plane',
  (plane) => {
    const firewall = (lab: Lab): string => fileOf(planLab(lab, plane), 'onprem-router', 'firewall.nft');
    const unconnected = changedLab((lab) => {
      lab.customerGateways[0]!.router.connections = [];
      lab.customerGateways[0]!.router.routes = [];
    });
    expect(firewall(referenceLab)).toContain('oifname { "Tunnel1", "Tunnel2" }');
    expect(firewall(unconnected)).not.toContain('oifname');
    expect(nodeOf(planLab(unconnected, plane), 'onprem-router').services).toEqual([]);
  },
);

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
