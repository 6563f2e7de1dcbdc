import { describe, expect, it } from 'vitest';
import type { Scene } from '../../../lab/diagnosis/scene.ts';
import type { Leg, Passage } from '../../../lab/diagnosis/trace.ts';
import { visitAt, walk } from '../../../lab/diagnosis/walk.ts';
import { scene } from './recorded.ts';

/** A scene whose packet was seen otherwise at one node; not at all without a passage. */
function seenOtherwise(seen: Scene, leg: Leg, node: string, passage: Partial<Passage> | null): Scene {
  const { [node]: before, ...others } = seen.trace.packets[leg];
  const after = passage === null ? others : { ...others, [node]: { ...before!, ...passage } };
  return { ...seen, trace: { ...seen.trace, packets: { ...seen.trace.packets, [leg]: after } } };
}

const lost = (seen: Scene): Scene => ({ ...seen, trace: { ...seen.trace, received: 0 } });

describe('walk', () => {
  it('follows the answer only once the request has arrived', () => {
    expect(walk(scene('answered')).at(-1)).toMatchObject({
      leg: 'return',
      node: 'onprem-server',
      verdict: 'ok',
    });
    expect(walk(scene('no-tgw-route')).every(({ leg }) => leg === 'forward')).toBe(true);
  });

  it('says where the packet was seen last, where it finds nothing wrong', () => {
    const alone = seenOtherwise(lost(scene('answered')), 'forward', 'vpc-a-host', null);
    const gone = seenOtherwise(alone, 'forward', 'vpc-a', null);
    expect(walk(gone).at(-1)).toMatchObject({
      verdict: 'unknown',
      node: 'tgw',
      subject: 'link to vpc-a',
      text: 'it left tgw and did not come to vpc-a',
    });
  });

  it('passes over a node that a packet goes through by a bridge, where it is no packet to that node', () => {
    const bridged = seenOtherwise(scene('answered'), 'forward', 'vpc-a', null);
    expect(walk(bridged).some(({ leg, node }) => leg === 'forward' && node === 'vpc-a-host')).toBe(true);
  });

  it('says so where an interface leads to no node', () => {
    const astray = seenOtherwise(lost(scene('answered')), 'forward', 'vpc-a-host', {
      fate: 'left',
      out: 'eth7',
    });
    expect(walk(astray).at(-1)).toMatchObject({
      verdict: 'unknown',
      node: 'vpc-a-host',
      text: 'it left by eth7, which leads to no node',
    });
  });

  it('blames a translation for what becomes of the packet further on', () => {
    const hops = walk(scene('masquerade'));
    expect(hops.at(-1)).toMatchObject({ code: 'SOURCE_TRANSLATED', node: 'onprem-router' });
    expect(hops.filter(({ code }) => code !== null)).toHaveLength(1);
  });

  it('ends with a packet that goes round in circles', () => {
    const { plan, trace } = scene('answered');
    const circling = Object.fromEntries(
      Object.entries(trace.packets.forward).map(([node, passage]) => [
        node,
        node === 'onprem-router' ? { ...passage, out: 'eth1' } : passage,
      ]),
    );
    const hops = walk({
      ...lost(scene('answered')),
      trace: { ...trace, packets: { forward: circling, return: {} } },
    });
    expect(hops.length).toBeLessThan(10 * plan.nodes.length);
    expect(hops.every(({ node }) => ['onprem-server', 'onprem-router'].includes(node))).toBe(true);
  });
});

describe('visitAt', () => {
  it('knows the packet by its old source and its new destination', () => {
    const headers = (source: string, destination: string) => `ip saddr ${source} ip daddr ${destination}`;
    const changed = seenOtherwise(scene('answered'), 'forward', 'onprem-router', {
      packet: headers('10.0.0.1', '10.0.0.2'),
      leaving: headers('10.0.0.3', '10.0.0.4'),
    });
    const visit = visitAt(changed, 'forward', 'onprem-router')!;
    expect([visit.source.address, visit.destination.address]).toEqual(['10.0.0.1', '10.0.0.4']);
  });

  it('is none where the packet was not seen', () => {
    expect(visitAt(scene('no-tgw-route'), 'forward', 'vpc-a')).toBeNull();
  });
});
