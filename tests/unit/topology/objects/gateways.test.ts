import { describe, expect, it } from 'vitest';
import { predict } from '../../../../lab/aws/reachability.ts';
import { LabFileError } from '../../../../lab/errors.ts';
import { filesOf } from '../../../../lab/plan/files.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { parseLab } from '../../../../lab/topology/parse.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { TWO_TRANSIT_GATEWAYS, WITHOUT_TRANSIT_GATEWAY } from '../../fixtures/gateways.ts';

const parse = (text: string): Lab => parseLab(text, 'lab.yaml');

function problemsOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof LabFileError) return error.message;
    throw error;
  }
  return 'none';
}

/** The lab of two Transit Gateways with one piece of text in place of another. */
function changed(from: string, to: string): string {
  const text = TWO_TRANSIT_GATEWAYS.replace(from, to);
  if (text === TWO_TRANSIT_GATEWAYS) throw new Error(`no ${from}`);
  return text;
}

describe('a lab of two Transit Gateways', () => {
  const lab = parse(TWO_TRANSIT_GATEWAYS);

  it('has routes that name their own, and a VPN connection at the one that attaches it', () => {
    expect(lab.gateways.map(({ kind, name }) => [kind, name])).toEqual([
      ['transitGateway', 'tgw-east'],
      ['transitGateway', 'tgw-west'],
    ]);
    expect(lab.vpcs[0]!.routeTables[0]!.routes.map(({ target }) => target)).toEqual([
      { kind: 'transitGateway', name: 'tgw-west' },
      { kind: 'transitGateway', name: 'tgw-east' },
    ]);
    expect(lab.vpnConnections.map(({ gateway }) => gateway)).toEqual(['tgw-west']);
  });

  it.each([
    ['host-a', 'host-b', ['host-a', 'vpc-a', 'tgw-east', 'vpc-b', 'host-b']],
    ['host-a', 'server', ['host-a', 'vpc-a', 'tgw-west', 'tunnel-1', 'onprem-router', 'server']],
    ['server', 'host-a', ['server', 'onprem-router', 'tunnel-1', 'tgw-west', 'vpc-a', 'host-a']],
  ])('carries packets from %s to %s by the gateway of the route', (from, to, path) => {
    expect(predict(lab, from, to)).toEqual({ reachable: true, path });
  });

  it('drops what the other gateway has no attachment for', () => {
    expect(predict(lab, 'host-b', 'server')).toMatchObject({
      reason: 'BAD_STATE_ROUTE',
      droppedAt: 'vpc-b',
    });
  });

  it.each(['userspace', 'kernel'] as const)('is a plan of two gateways on the %s plane', (plane) => {
    const { nodes, links } = planLab(lab, plane);
    const textOf = (node: string): string =>
      filesOf(nodes.find(({ name }) => name === node)!)
        .map(({ content }) => content)
        .join('');
    expect(nodes.filter(({ role }) => role === 'transit-gateway').map(({ name }) => name)).toEqual([
      'tgw-east',
      'tgw-west',
    ]);
    const ends = links.map(
      ({ ends: [one, other] }) => `${one.node} ${one.interface} ${other.node} ${other.interface}`,
    );
    expect(ends.filter((each) => each.startsWith('tgw'))).toEqual([
      'tgw-east att-a vpc-a tgw-east',
      'tgw-east att-b vpc-b tgw-east',
      'tgw-west att-a vpc-a tgw-west',
      'tgw-west tunnel-1 tunnel-1 tgw',
      'tgw-west tunnel-2 tunnel-2 tgw',
    ]);
    expect(textOf('vpc-a')).toContain('route add 10.30.0.0/16 via 100.64.1.1 dev tgw-west onlink table 101');
    expect(textOf('vpc-a')).toContain('route add 10.20.0.0/16 via 100.64.1.1 dev tgw-east onlink table 101');
    expect(textOf('vpc-a')).toContain('rule add pref 1000 iif tgw-west lookup 100');
    expect(textOf('vpc-b')).not.toContain('10.30.0.0/16 via');
  });

  it.each([
    [
      'a word that could mean either',
      'target: tgw-west',
      'target: transitGateway',
      'write one of tgw-east, tgw-west',
    ],
    ['no gateway at all', 'target: tgw-west', 'target: tgw-wst', 'did you mean tgw-west?'],
    [
      'a VPN connection that no gateway attaches',
      '    att-vpn: { vpnConnection: vpn }\n',
      '',
      'or attach vpn to one',
    ],
    [
      'an unknown gateway',
      'customerGateway: onprem',
      'customerGateway: onprem\n    gateway: tgw',
      'unknown gateway',
    ],
    [
      'a gateway that another attaches',
      'customerGateway: onprem',
      'customerGateway: onprem\n    gateway: tgw-east',
      'is not tgw-west, which attaches vpn',
    ],
    [
      'transitGateway beside',
      'vpnConnections:',
      'transitGateway: {}\nvpnConnections:',
      'cannot stand beside transitGateways',
    ],
    [
      'an attachment twice',
      '    att-b: { vpc: vpc-b }',
      '    att-b: { vpc: vpc-a }',
      'transitGateways.tgw-east.attachments.att-b.vpc: is the same as transitGateways.tgw-east.attachments.att-a.vpc',
    ],
    ['the word for no route', 'tgw-east:', 'blackhole:', 'is a name the lab itself uses'],
  ])('refuses %s', (_, from, to, message) => {
    expect(problemsOf(changed(from, to))).toContain(message);
  });
});

describe('a lab without a Transit Gateway', () => {
  const lab = parse(WITHOUT_TRANSIT_GATEWAY);

  it('has no node for it', () => {
    expect(lab.gateways).toEqual([]);
    expect(planLab(lab, 'userspace').nodes.map(({ role }) => role)).not.toContain('transit-gateway');
  });

  it('lets the hosts of a VPC reach each other, and no other', () => {
    expect(predict(lab, 'host-a', 'host-c')).toMatchObject({ reachable: true });
    expect(predict(lab, 'host-a', 'server')).toMatchObject({ reachable: false, droppedAt: 'vpc-a' });
  });

  it('has a VPN connection that ends at none', () => {
    expect(lab.vpnConnections[0]!.gateway).toBeNull();
    expect(predict(lab, 'server', 'host-a')).toMatchObject({
      droppedAt: 'tunnel-1',
      text: 'vpn ends at no gateway',
    });
  });

  it('refuses a route to one', () => {
    const text = WITHOUT_TRANSIT_GATEWAY.replace('target: blackhole', 'target: transitGateway');
    expect(problemsOf(text)).toContain('means a Transit Gateway, and the lab has none');
  });
});
