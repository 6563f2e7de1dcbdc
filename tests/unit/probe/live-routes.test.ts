import { describe, expect, it } from 'vitest';
import { liveRoutes } from '../../../lab/probe/live-routes.ts';
import { transitGateways } from '../../../lab/topology/objects/gateways.ts';
import { changedLab, referenceGateway, referenceLab } from '../fixtures/reference-lab.ts';

const END_OF_TABLE = { type: 'blackhole', dst: 'default', metric: 4294967295, flags: [] };

function toTunnel(tunnel: 1 | 2, flags: readonly string[] = ['onlink']): object {
  return { dst: '10.30.0.0/16', gateway: '100.64.1.2', dev: `tunnel-${tunnel}`, metric: tunnel * 100, flags };
}

function states(routes: readonly object[], table = 'tgw-rt-a', lab = referenceLab): string[] {
  return liveRoutes(lab, transitGateways(lab)[0]!, table, JSON.stringify(routes)).map(
    ({ destinationCidrBlock, attachment, nextNode, state }) =>
      `${destinationCidrBlock} ${attachment ?? '-'} ${nextNode ?? '-'}: ${state}`,
  );
}

describe('liveRoutes', () => {
  it('prefers the lower metric, as the kernel does', () => {
    expect(states([toTunnel(2), toTunnel(1), END_OF_TABLE])).toEqual([
      '10.30.0.0/16 att-vpn tunnel-2: standby',
      '10.30.0.0/16 att-vpn tunnel-1: in use',
    ]);
  });

  it('takes a route without carrier for unused, and the other one for used', () => {
    expect(states([toTunnel(1, ['onlink', 'dead', 'linkdown']), toTunnel(2), END_OF_TABLE])).toEqual([
      '10.30.0.0/16 att-vpn tunnel-1: link down',
      '10.30.0.0/16 att-vpn tunnel-2: in use',
    ]);
  });

  it('shows no route to the other end of a link, which a table has that is a VRF', () => {
    const ofLink = { dst: '100.64.128.1', dev: 'tunnel-1', protocol: 'kernel', scope: 'link', flags: [] };
    expect(states([toTunnel(1), toTunnel(2), ofLink, END_OF_TABLE])).toEqual([
      '10.30.0.0/16 att-vpn tunnel-1: in use',
      '10.30.0.0/16 att-vpn tunnel-2: standby',
    ]);
  });

  it('shows routes of IPv6 behind those of IPv4, without those of the links', () => {
    const toVpc = {
      dst: '2001:db8:a::/56',
      gateway: 'fe80::2',
      dev: 'att-vpc-a',
      metric: 1024,
      flags: ['onlink'],
    };
    const ofLink = { dst: 'fe80::1', dev: 'att-vpc-a', protocol: 'kernel', metric: 256, flags: [] };
    const end = { ...END_OF_TABLE, dev: 'lo' };
    const routes = liveRoutes(
      referenceLab,
      referenceGateway,
      'tgw-rt-a',
      JSON.stringify([toTunnel(1), toTunnel(2)]),
      JSON.stringify([toVpc, ofLink, end]),
    );
    expect(
      routes.map(({ destinationCidrBlock, nextNode, state }) => [destinationCidrBlock, nextNode, state]),
    ).toEqual([
      ['10.30.0.0/16', 'tunnel-1', 'in use'],
      ['10.30.0.0/16', 'tunnel-2', 'standby'],
      ['2001:db8:a::/56', 'vpc-a', 'in use'],
    ]);
  });

  it('shows each next hop of a route that BGP has brought over both tunnels', () => {
    const nexthops = [1, 2].map((n) => ({ gateway: `100.64.128.${n}`, dev: `tunnel-${n}`, flags: [] }));
    expect(states([{ dst: '10.30.0.0/16', protocol: 'bird', metric: 1000, flags: [], nexthops }])).toEqual([
      '10.30.0.0/16 att-vpn tunnel-1: in use',
      '10.30.0.0/16 att-vpn tunnel-2: in use',
    ]);
  });

  it('names the routes that should be there', () => {
    expect(states([toTunnel(2)])).toEqual([
      '10.30.0.0/16 att-vpn tunnel-2: in use',
      '10.30.0.0/16 att-vpn tunnel-1: missing',
    ]);
    expect(liveRoutes(referenceLab, referenceGateway, 'tgw-rt-vpn', '').map(({ state }) => state)).toEqual([
      'missing',
      'missing',
    ]);
  });

  it('leaves out what a VRF adds of its own', () => {
    const local = { type: 'local', dst: '100.64.1.1', dev: 'att-vpc-a', flags: [] };
    expect(states([local, toTunnel(1), toTunnel(2)])).toHaveLength(2);
  });

  it('shows blackhole routes, there or missing', () => {
    const lab = changedLab((draft) => {
      draft.gateways[0].routeTables[0]!.routes.push({
        destinationCidrBlock: '10.99.0.0/16',
        attachment: null,
      });
    });
    const blackhole = { type: 'blackhole', dst: '10.99.0.0/16', flags: [] };
    const others = [toTunnel(1), toTunnel(2)];
    expect(states([...others, blackhole], 'tgw-rt-a', lab)).toContain('10.99.0.0/16 - -: blackhole');
    expect(states(others, 'tgw-rt-a', lab)).toContain('10.99.0.0/16 - -: missing');
  });

  it('shows a default route by its CIDR block', () => {
    const lab = changedLab((draft) => {
      draft.gateways[0].routeTables[0]!.routes = [
        { destinationCidrBlock: '0.0.0.0/0', attachment: 'att-vpc-b' },
      ];
    });
    const route = { dst: 'default', gateway: '100.64.1.2', dev: 'att-vpc-b', flags: ['onlink'] };
    expect(states([route], 'tgw-rt-a', lab)).toEqual(['0.0.0.0/0 att-vpc-b vpc-b: in use']);
  });
});
