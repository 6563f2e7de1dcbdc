import { describe, expect, it } from 'vitest';
import { hopsAtVpnGateway } from '../../../../lab/diagnosis/hops/vpn-gateway.ts';
import { vpnGateways } from '../../../../lab/topology/objects/gateways.ts';
import { portsOf } from '../../../../lab/topology/graph/links.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import { linkOf, visitAtNode } from '../at-node.ts';
import type { Seen } from '../at-node.ts';

const lab = loadLab('tests/fixtures/labs/vpn-gateway.yaml');
const [gateway] = vpnGateways(lab);
const NODE = gateway!.name;
const ports = portsOf(lab, NODE);
const SITE = lab.customerGateways[0]!;
const SERVER = { name: SITE.hosts[0]!.name, address: SITE.hosts[0]!.privateIpAddress };
const HOST = { name: lab.vpcs[0]!.instances[0]!.name, address: lab.vpcs[0]!.instances[0]!.privateIpAddress };
const hops = (seen: Seen, passage: Parameters<typeof visitAtNode>[3], to = HOST, from = SERVER) =>
  hopsAtVpnGateway(visitAtNode(lab, NODE, seen, passage, [from, to]));
const allUp: Seen = Object.fromEntries([
  [NODE, { kernel: { links: ports.map((port) => linkOf(port.interface)) } }],
  ...ports.map(({ neighbour }) => [neighbour.node, { kernel: { links: [linkOf(neighbour.interface)] } }]),
]) as Seen;

describe('a virtual private gateway', () => {
  it('says where its route leads', () => {
    const [port] = ports;
    expect(hops(allUp, { fate: 'left', in: 'x', out: port!.interface })).toMatchObject([
      { verdict: 'ok', text: expect.stringContaining(`leads to ${port!.neighbour.node}`) },
    ]);
  });

  it('has no route to an address that no VPN connection has one to', () => {
    const stranger = { name: SERVER.name, address: '192.0.2.77' };
    expect(hops(allUp, {}, stranger, HOST)).toMatchObject([
      { verdict: 'wrong', subject: `routes of ${NODE}`, text: expect.stringContaining('192.0.2.77') },
    ]);
  });

  it('names the VPC whose node does not run', () => {
    const vpc = lab.vpcs[0]!.name;
    expect(hops({ ...allUp, [vpc]: { down: 'Exited (137)' } }, {})).toMatchObject([
      { code: 'NODE_NOT_RUNNING', text: expect.stringContaining(vpc) },
    ]);
  });

  it('is told from a rule that dropped the packet', () => {
    const drop = { family: 'ip', table: 't', chain: 'c', text: 'counter drop' };
    expect(hops(allUp, { fate: 'dropped', drop })).toMatchObject([{ code: 'PACKET_FILTERED' }]);
  });
});
