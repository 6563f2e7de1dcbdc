import { describe, expect, it } from 'vitest';
import { internalPeers } from '../../../../lab/topology/graph/internal-bgp.ts';
import { linksOf } from '../../../../lab/topology/graph/links.ts';
import { nodesOf } from '../../../../lab/topology/graph/nodes.ts';
import {
  blocksBeyond,
  gatewayOfHosts,
  gatewaysOfSite,
  lanSwitches,
} from '../../../../lab/topology/graph/sites.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { twoRoutersLab } from '../../fixtures/two-routers-lab.ts';

const lab = twoRoutersLab();
const [one, two] = lab.customerGateways;
const namesAt = (at: Lab): string[] => internalPeers(at, at.customerGateways[0]!).map(({ name }) => name);

describe('a site with two routers', () => {
  it('has one block, the hosts of the first, and addresses for each router in its LAN', () => {
    expect(two).toMatchObject({ site: 'onprem', cidrBlock: '10.30.0.0/16', hosts: one!.hosts });
    expect([one, two].map((each) => each!.router.insideSubnets[0]?.ipAddress)).toEqual([
      '10.30.128.1',
      '10.30.128.2',
    ]);
    expect([one, two].map((each) => each!.router.vrrpPriority)).toEqual([100, 90]);
  });

  it('is one site: its routers are not beyond one another', () => {
    expect(gatewaysOfSite(lab, two!).map(({ name }) => name)).toEqual(['onprem', 'onprem-2']);
    expect(blocksBeyond(lab, two!)).toEqual(['10.10.0.0/16', '10.20.0.0/16']);
  });

  it('has its hosts once, behind a switch with a port for each router', () => {
    expect(lanSwitches(lab, one!)).toMatchObject([
      { name: 'onprem-lan', hosts: [{ name: 'onprem-server' }] },
    ]);
    const links = linksOf(lab).filter(({ ends }) => ends.some(({ node }) => node === 'onprem-lan'));
    expect(links.map(({ ends }) => ends.map((end) => `${end.node} ${end.interface}`))).toEqual([
      ['onprem-lan onprem-router', 'onprem-router eth1'],
      ['onprem-lan onprem-2-router', 'onprem-2-router eth1'],
      ['onprem-lan onprem-server', 'onprem-server eth0'],
    ]);
    expect(nodesOf(lab).filter(({ role }) => role === 'onprem-host')).toHaveLength(1);
  });

  it('has no switch with one router', () => {
    expect(lanSwitches(referenceLab, referenceLab.customerGateways[0]!)).toEqual([]);
  });
});

describe('the default gateway of its hosts', () => {
  const gateway = (at: Lab): string => gatewayOfHosts(at, at.customerGateways[0]!).name;

  it('is the router of the highest priority', () => {
    expect(gateway(lab)).toBe('onprem');
    expect(gateway(twoRoutersLab((draft) => (draft.customerGateways[1]!.router.vrrpPriority = 150)))).toBe(
      'onprem-2',
    );
  });

  it('is the first router without a virtual address, whatever its priority', () => {
    const without = twoRoutersLab((draft) => {
      for (const { router } of draft.customerGateways) router.insideSubnets[0]!.virtualIpAddress = null;
      draft.customerGateways[1]!.router.vrrpPriority = 150;
    });
    expect(gateway(without)).toBe('onprem');
  });
});

describe('internal BGP', () => {
  it('is between the routers of a site', () => {
    expect(namesAt(lab)).toEqual(['onprem-2']);
  });

  it('takes one ASN, and BGP at both', () => {
    expect(namesAt(twoRoutersLab((draft) => (draft.customerGateways[1]!.router.bgp.asn = 65010)))).toEqual(
      [],
    );
    expect(namesAt(twoRoutersLab((draft) => (draft.vpnConnections[1]!.staticRoutesOnly = true)))).toEqual([]);
  });
});
