import { describe, expect, it } from 'vitest';
import { directConnectRoutes } from '../../../lab/aws/direct-connect.ts';
import { predict } from '../../../lab/aws/reachability.ts';
import { effectiveRoutes } from '../../../lab/aws/transit-gateway.ts';
import { transitGateways } from '../../../lab/topology/objects/gateways.ts';
import type { Lab } from '../../../lab/topology/types.ts';
import { directConnectLab } from '../fixtures/direct-connect-lab.ts';

const [SERVER, HOST] = ['onprem-server', 'vpc-a-host'];
const routesOf = (lab: Lab) => effectiveRoutes(lab, transitGateways(lab)[0]!, 'tgw-rt-a');

describe('Direct Connect, as predicted', () => {
  it('is preferred to the VPN on both sides', () => {
    const lab = directConnectLab();
    expect(routesOf(lab)).toMatchObject([{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-dx' }]);
    expect(predict(lab, SERVER, HOST)).toEqual({
      reachable: true,
      path: [SERVER, 'onprem-router', 'dx-1', 'tgw', 'vpc-a', HOST],
    });
    expect(predict(lab, HOST, SERVER)).toEqual({
      reachable: true,
      path: [HOST, 'vpc-a', 'tgw', 'dx-1', 'onprem-router', SERVER],
    });
  });

  it('gives way to a static route into the VPN, and to a longer prefix', () => {
    const lab = directConnectLab(({ gateways: [tgw] }) => {
      tgw.routeTables[0]!.routes = [{ destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpn' }];
      tgw.attachments.at(-1)!.allowedPrefixes = ['10.0.0.0/8'];
    });
    expect(predict(lab, HOST, SERVER)).toMatchObject({
      path: expect.arrayContaining(['tunnel-1']) as string[],
    });
    expect(predict(lab, SERVER, HOST)).toMatchObject({
      path: expect.arrayContaining(['tunnel-1']) as string[],
    });
  });

  it('is no way to a prefix that the router announces itself', () => {
    const lab = directConnectLab(({ customerGateways: [site] }) => {
      site!.router.bgp.networks = ['10.30.0.0/16', '10.20.0.0/16'];
    });
    expect(directConnectRoutes(lab, lab.customerGateways[0]!.router)).toMatchObject([
      { destinationCidrBlock: '10.10.0.0/16' },
    ]);
  });

  it('announces allowed prefixes only: without them the VPN remains, or nothing', () => {
    const without = (
      change: (lab: Parameters<NonNullable<Parameters<typeof directConnectLab>[0]>>[0]) => void,
    ) =>
      directConnectLab((lab) => {
        lab.gateways[0].attachments.at(-1)!.allowedPrefixes = [];
        change(lab);
      });
    expect(
      predict(
        without(() => {}),
        SERVER,
        HOST,
      ),
    ).toMatchObject({
      path: [SERVER, 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', HOST],
    });
    const alone = without((lab) => {
      lab.vpnConnections = [];
      lab.customerGateways[0]!.router.connections = [];
      for (const table of lab.gateways[0].routeTables) {
        table.associations = table.associations.filter((name) => name !== 'att-vpn');
        table.propagations = table.propagations.filter((name) => name !== 'att-vpn');
      }
      lab.gateways[0].attachments = lab.gateways[0].attachments.filter(({ name }) => name !== 'att-vpn');
    });
    expect(predict(alone, SERVER, HOST)).toMatchObject({
      reachable: false,
      reason: 'NO_ROUTE_TO_DESTINATION',
    });
    expect(predict(alone, SERVER, HOST)).toMatchObject({
      text: expect.stringContaining('allowed prefixes') as string,
    });
  });

  it('is of no use to a table that its attachment does not propagate into, and that is named', () => {
    const lab = directConnectLab(({ gateways: [tgw], vpnConnections }) => {
      tgw.routeTables[0]!.propagations = [];
      for (const vpn of vpnConnections) vpn.staticRoutesOnly = true;
    });
    expect(predict(lab, HOST, SERVER)).toMatchObject({
      reason: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
      text: 'tgw-rt-a (associated with att-vpc-a) has no route to 10.30.141.20: dxgw has learned 10.30.0.0/16 by BGP, and att-dx does not propagate into tgw-rt-a',
    });
  });

  it('carries by a static route what is for a prefix that the site announces, and drops the rest at its own end', () => {
    const lab = directConnectLab(({ gateways: [tgw], customerGateways: [site] }) => {
      tgw.routeTables[0]!.routes = [{ destinationCidrBlock: '10.0.0.0/8', attachment: 'att-dx' }];
      tgw.routeTables[0]!.propagations = [];
      site!.router.bgp.networks = ['10.30.141.0/24'];
    });
    expect(predict(lab, HOST, SERVER)).toMatchObject({
      reachable: true,
      path: expect.arrayContaining(['dx-1']),
    });
    expect(predict(lab, HOST, 'onprem-router')).toMatchObject({
      reason: 'BGP_ROUTE_NOT_ANNOUNCED',
      droppedAt: 'dx-1',
      text: 'dxgw has no route to 10.30.12.85: onprem-router announces none over dx-1',
    });
  });

  it('propagates nothing of a site that announces more than 100 prefixes', () => {
    const lab = directConnectLab(({ customerGateways: [site] }) => {
      site!.router.bgp.networks = Array.from({ length: 101 }, (_, n) => `10.30.${n}.0/24`);
    });
    expect(routesOf(lab).some(({ attachment }) => attachment === 'att-dx')).toBe(false);
  });

  it('goes nowhere while no Transit Gateway attaches its gateway', () => {
    const lab = directConnectLab(({ gateways: [tgw] }) => {
      tgw.routeTables[0]!.routes = [{ destinationCidrBlock: '10.31.0.0/16', attachment: 'att-dx' }];
    });
    const gateway = transitGateways(lab)[0]!;
    expect(effectiveRoutes(lab, gateway, 'tgw-rt-a')[0]).toMatchObject({
      type: 'static',
      attachment: 'att-dx',
    });
  });
});
