import { describe, expect, it } from 'vitest';
import { lostOnPublicPath, publicNodes } from '../../../../lab/diagnosis/tunnel/public-path.ts';
import type { Passage } from '../../../../lab/diagnosis/trace.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;

function passage(source: string, destination: string, id: number, more: Partial<Passage> = {}): Passage {
  const packet = `ip saddr ${source} ip daddr ${destination} ip ttl 63 ip id ${id} ip length 160 udp sport 4500`;
  return { packet, leaving: packet, in: 'wan', out: 'lan', fate: 'left', drop: null, accepts: [], ...more };
}

/** A packet from the router to AWS, as each node sees it. */
const toAws = (address = '3.36.6.148'): Record<string, Passage[]> => ({
  'onprem-router': [passage('10.30.12.85', '43.200.198.51', 1)],
  'onprem-igw': [passage('10.30.12.85', '43.200.198.51', 1)],
  internet: [passage(address, '43.200.198.51', 1)],
  'tunnel-1': [passage(address, '43.200.198.51', 1, { fate: 'delivered' })],
});

const lost = (passages: Record<string, Passage[]>, towards: 'aws' | 'router' = 'aws', probes = Infinity) =>
  lostOnPublicPath(passages, ends, towards, probes);

it('the nodes of the public side, from the sender on', () => {
  expect(publicNodes(ends, 'aws')).toEqual(['onprem-router', 'onprem-igw', 'internet', 'tunnel-1']);
  expect(publicNodes(ends, 'router')).toEqual(['tunnel-1', 'internet', 'onprem-igw', 'onprem-router']);
});

describe('packets of a tunnel', () => {
  it('all arrive', () => {
    expect(lost(toAws())).toBeNull();
  });

  it('are dropped by a rule', () => {
    const drop = { family: 'ip', table: 'mine', chain: 'forward', text: 'udp dport 4500 drop' };
    const internet = [passage('3.36.6.148', '43.200.198.51', 1, { fate: 'dropped', drop })];
    expect(lost({ ...toAws(), internet, 'tunnel-1': [] })).toMatchObject({
      node: 'internet',
      code: 'PACKET_FILTERED',
    });
  });

  it('find no mapping in the NAT', () => {
    const drop = {
      family: 'ip',
      table: 'nat',
      chain: 'unasked',
      text: 'iifname "wan" ct state new counter drop comment "s2s NAT_MAPPING_EXPIRED onprem-igw"',
    };
    const igw = [passage('43.200.198.51', '3.36.6.148', 1, { fate: 'dropped', drop })];
    const seen = [passage('43.200.198.51', '3.36.6.148', 1)];
    expect(lost({ 'tunnel-1': seen, internet: seen, 'onprem-igw': igw }, 'router')).toMatchObject({
      node: 'onprem-igw',
      code: 'NAT_MAPPING_EXPIRED',
    });
  });

  it('come from another address than AWS knows', () => {
    const internet = [
      ...toAws('203.0.113.10').internet!,
      passage('43.200.198.51', '3.36.6.148', 7, { out: null, fate: 'stopped' }),
    ];
    const passages = { ...toAws('203.0.113.10'), internet };
    const code = 'CUSTOMER_GATEWAY_ADDRESS_CHANGED';
    expect(lost(passages, 'router')).toMatchObject({ node: 'onprem-igw', code });
    expect(lost(passages)).toMatchObject({ code });
  });

  it('get lost between two nodes', () => {
    const two = [1, 2].map((id) => passage('3.36.6.148', '43.200.198.51', id));
    const router = [1, 2].map((id) => passage('10.30.12.85', '43.200.198.51', id));
    expect(lost({ ...toAws(), 'onprem-router': router, 'onprem-igw': router, internet: two })).toMatchObject({
      node: 'tunnel-1',
      code: 'PACKET_LOSS',
      evidence: '2 packets of the tunnel left internet, 1 came to tunnel-1',
    });
  });

  describe('that a node does not see while others do', () => {
    /** Which packets came to the Internet, and which of them to the tunnel endpoint. */
    const seen = (left: readonly number[], arrived: readonly number[], probes: number) => {
      const passages = (ids: readonly number[]) =>
        ids.map((id) => passage('3.36.6.148', '43.200.198.51', id));
      return lost({ internet: passages(left), 'tunnel-1': passages(arrived) }, 'aws', probes);
    };
    const isLost = { node: 'tunnel-1', code: 'PACKET_LOSS' };

    it.each([
      ['before it traced, or when it did so no more', [1, 2, 3, 4], [2, 3], 0],
      ['since it never traced when they came', [1, 2], [], 0],
      ['beside all the probes', [1, 2, 3, 4], [1, 2, 3], 3],
    ])('are not lost, %s', (_, left, arrived, probes) => {
      expect(seen(left, arrived, probes)).toBeNull();
    });

    it.each([
      ['between others that came', [1, 2, 3, 4], [1, 2, 4], 0],
      ['where they are probes', [1, 2, 3, 4], [1, 2], 4],
      ['where they are all the probes', [1, 2], [], 2],
    ])('are lost %s', (_, left, arrived, probes) => {
      expect(seen(left, arrived, probes)).toMatchObject(isLost);
    });

    it('came in fragments', () => {
      const whole = passage('3.36.6.148', '43.200.198.51', 1);
      const fragment = { ...whole, packet: whole.packet.replace('ip length 160', 'ip length 100') };
      expect(lost({ internet: [whole], 'tunnel-1': [fragment, fragment] })).toBeNull();
    });
  });

  it('of another tunnel say nothing', () => {
    const other = Object.fromEntries(
      Object.keys(toAws()).map((node) => [
        node,
        [passage('3.36.6.148', '43.203.78.35', 1, { fate: 'stopped' })],
      ]),
    );
    expect(lost(other)).toBeNull();
  });
});
