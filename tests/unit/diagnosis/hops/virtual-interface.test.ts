import { describe, expect, it } from 'vitest';
import { hopsAtVirtualInterface } from '../../../../lab/diagnosis/hops/virtual-interface.ts';
import { seenLinks } from '../../../../lab/diagnosis/direct-connect.ts';
import { directConnectLinks } from '../../../../lab/topology/graph/direct-connect.ts';
import { directConnectLab } from '../../fixtures/direct-connect-lab.ts';
import { linkOf, sceneOfSeen, visitAtNode } from '../at-node.ts';
import type { Seen } from '../at-node.ts';

const lab = directConnectLab();
const [link] = directConnectLinks(lab);
const NODE = link!.virtualInterface.name;
const TO_AWS = [
  { name: 'onprem-server', address: '10.30.141.20' },
  { name: 'vpc-a-host', address: '10.10.141.106' },
] as const;
const up = (...names: string[]): Seen[string] => ({ kernel: { links: names.map((name) => linkOf(name)) } });
const hops = (seen: Seen, passage: Parameters<typeof visitAtNode>[3]) =>
  hopsAtVirtualInterface(visitAtNode(lab, NODE, seen, passage, TO_AWS));

describe("AWS's end of a virtual interface", () => {
  it('hands on what the site sends', () => {
    expect(hops({ [NODE]: {} }, { in: 'customer', out: 'tgw', fate: 'left' })).toMatchObject([
      { verdict: 'ok', subject: 'virtual interface' },
    ]);
  });

  it('names the node behind it that does not run', () => {
    const seen = { [NODE]: up('tgw', 'customer'), tgw: { down: 'Exited (137)' } };
    expect(hops(seen, { in: 'customer' })).toMatchObject([{ code: 'NODE_NOT_RUNNING', text: /tgw/ }]);
  });

  it('has no reason where nothing is wrong with its links', () => {
    const { ends } = sceneOfSeen(lab, {}).plan.links.find((each) =>
      ['tgw', NODE].every((name) => each.ends.some(({ node }) => node === name)),
    )!;
    const seen = Object.fromEntries(ends.map((end) => [end.node, up(end.interface)]));
    expect(hops(seen, { in: 'customer' })).toMatchObject([{ verdict: 'unknown' }]);
  });

  it.each([
    ['Established', 'BGP_ROUTE_NOT_ANNOUNCED', /onprem-router announces none over dx-1/],
    ['Connect', 'BGP_SESSION_DOWN', /dx-1 is not ESTABLISHED/],
  ])('has no route to what the site has not announced: session %s', (state, code, text) => {
    const bgp = { protocol: 'BGP', state, routesIn: 0, routesOut: 2, lastError: null } as const;
    const seen = { [NODE]: { ...up('tgw', 'customer'), bgp }, 'onprem-router': up(NODE) };
    expect(hops(seen, { in: 'tgw' })).toMatchObject([{ code, text: expect.stringMatching(text) }]);
  });

  it('is told from a rule that dropped the packet', () => {
    const drop = { family: 'ip', table: 't', chain: 'c', text: 'counter drop' };
    expect(hops({ [NODE]: {} }, { in: 'customer', fate: 'dropped', drop })).toMatchObject([
      { code: 'PACKET_FILTERED' },
    ]);
  });
});

it('the virtual interfaces of a site are up once their sessions are', () => {
  const bgp = (state: string) =>
    ({
      bgp: { protocol: 'BGP', state, routesIn: 1, routesOut: 1, lastError: 'Error: BFD session down' },
    }) as const;
  const seen = (state: string) => seenLinks(sceneOfSeen(lab, { [NODE]: bgp(state) }), link!.customerGateway);
  expect(seen('Established')).toMatchObject([{ isUp: true }]);
  expect(seen('Connect')).toMatchObject([
    {
      isUp: false,
      cause: { cure: expect.stringMatching(/ with [\d.]+, ASN \d+:/) },
      evidence: `${NODE}: BGP session Connect (Error: BFD session down)`,
    },
  ]);
});
