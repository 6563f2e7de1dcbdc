import { describe, expect, it } from 'vitest';
import { predict, predictPaths } from '../../../lab/aws/reachability.ts';
import { loadLab } from '../../../lab/topology/load.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { bgpLab } from '../fixtures/bgp-lab.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

const [SERVER, HOST] = ['onprem-server', 'vpc-a-host'];
const scenario = (file: string): Lab =>
  loadLab(new URL(`../../../scenarios/${file}`, import.meta.url).pathname);

/** The tunnels of each way, in both directions. */
const tunnels = (lab: Lab): string[] =>
  [
    [SERVER, HOST],
    [HOST, SERVER],
  ].map(([from, to]) =>
    predictPaths(lab, from!, to!)
      .map((path) => path.find((node) => /^(tunnel|branch)-/.test(node)))
      .join(),
  );

describe('predictPaths', () => {
  it('has one way where nothing is spread', () => {
    expect(predictPaths(referenceLab, SERVER, HOST)).toEqual([
      ['onprem-server', 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'],
    ]);
  });

  it('has a way by each of the four tunnels of two VPN connections, in both directions', () => {
    const all = 'tunnel-1,tunnel-2,tunnel-3,tunnel-4';
    const lab = scenario('bgp/ecmp/lab.yaml');
    expect(tunnels(lab)).toEqual([all, all]);
    expect(predict(lab, SERVER, HOST)).toMatchObject({ path: predictPaths(lab, SERVER, HOST)[0] });
  });

  it('has one with static routes, and one at a virtual private gateway', () => {
    expect(tunnels(scenario('bgp/ecmp/control.yaml'))).toEqual(['tunnel-1', 'tunnel-1']);
    expect(tunnels(scenario('gateways/cloudhub/lab.yaml'))[1]).toBe('tunnel-1');
  });

  it('has one of AWS without ECMP support, and one of the router with one path', () => {
    const lab = bgpLab(({ gateways: [tgw], customerGateways: [site] }) => {
      tgw.vpnEcmpSupport = 'disable';
      site!.router.bgp.maximumPaths = 2;
    });
    expect(tunnels(lab)).toEqual(['tunnel-1,tunnel-2', 'tunnel-1']);
    expect(tunnels(bgpLab())).toEqual(['tunnel-1', 'tunnel-1,tunnel-2']);
  });

  it('has none where the packet is dropped', () => {
    expect(predictPaths(referenceLab, HOST, 'vpc-b-host')).toEqual([]);
  });
});
