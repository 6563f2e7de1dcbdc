import { describe, expect, it } from 'vitest';
import { layOut } from '../../../../../lab/scenario/report/html/topology-layout.ts';
import { drawTopology } from '../../../../../lab/scenario/report/html/topology.ts';
import { INTERNET } from '../../../../../lab/topology/names.ts';
import { planLab } from '../../../../../lab/plan/plan.ts';
import { changedLab, referenceLab } from '../../../fixtures/reference-lab.ts';
import { twoRoutersLab } from '../../../fixtures/two-routers-lab.ts';

const fault = (...objects: readonly string[]): { text: string; objects: readonly string[] } => ({
  text: 'x',
  objects,
});
/** The texts of the picture that are marked. */
const marked = (...faults: readonly ReturnType<typeof fault>[]): string[] =>
  [...drawTopology(referenceLab, faults).source.matchAll(/>([^<>]* \[\d\])</g)].map(([, text]) => text!);

describe('the layout of a lab', () => {
  const { cards, wires, width, height } = layOut(referenceLab);

  it('has a card for every node and every Transit Gateway route table', () => {
    const names = cards.flatMap(({ objects }) => objects);
    const nodes = planLab(referenceLab, 'userspace').nodes.map(({ name }) => name);
    for (const name of nodes) expect(names).toContain(name);
    for (const name of ['tgw-rt-a', 'tgw-rt-b', 'tgw-rt-vpn', INTERNET, 'onprem'])
      expect(names).toContain(name);
  });

  it('has the routers of one site in one card, with their LAN', () => {
    const lab = twoRoutersLab();
    const drawn = layOut(lab).cards.map(({ objects }) => objects.join());
    for (const { name } of planLab(lab, 'userspace').nodes) expect(drawn).toContain(name);
    expect(drawn).toContain('onprem,onprem-2');
  });

  it('keeps every card within the picture, and apart from the others or wholly within one', () => {
    for (const card of cards) {
      expect(card.x).toBeGreaterThanOrEqual(0);
      expect(card.x + card.width).toBeLessThanOrEqual(width);
      expect(card.y).toBeGreaterThanOrEqual(0);
      expect(card.y + card.height).toBeLessThanOrEqual(height);
    }
    for (const [index, one] of cards.entries()) {
      for (const other of cards.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        const within =
          one.kind === 'group' &&
          other.x > one.x &&
          other.x + other.width < one.x + one.width &&
          other.y > one.y &&
          other.y + other.height < one.y + one.height;
        expect([one.title, other.title, apart || within]).toEqual([one.title, other.title, true]);
      }
    }
  });

  it('wires each VPC and tunnel by its attachment to the Transit Gateway, and the rest to the Internet', () => {
    expect(wires.map(({ ends, label }) => [...ends, label].join(' ').trim())).toEqual([
      'vpc-a tgw att-vpc-a',
      'vpc-b tgw att-vpc-b',
      'tgw tunnel-1 att-vpn',
      'tgw tunnel-2 att-vpn',
      'tunnel-1 internet',
      'tunnel-2 internet',
      'internet onprem-igw',
      'onprem-igw onprem-router',
      'onprem-router onprem-server',
    ]);
  });
});

describe('the picture of a lab', () => {
  it('marks nothing without a fault', () => {
    expect(marked()).toEqual([]);
  });

  it('marks the object of each fault with its number', () => {
    expect(marked(fault('tunnel-1', 'KILL'))).toEqual(['tunnel-1 [1]']);
    expect(marked(fault('vpc-a-icmp'), fault('Tunnel2'))).toEqual([
      'vpc-a-icmp [1]',
      'Tunnel2 → tunnel-2 [2]',
    ]);
    expect(marked(fault('vpc-a/vpc-a-icmp'))).toEqual(['vpc-a-icmp [1]']);
    expect(marked(fault('tgw-rt-a', '10.30.0.0/16'))).toEqual(['tgw-rt-a [1]']);
    expect(marked(fault('att-vpc-b'))).toEqual(['att-vpc-b [1]', 'from att-vpc-b [1]']);
    expect(marked(fault('vpc-b-private', '10.30.0.0/16'))).toEqual(['vpc-b-private: 10.30.0.0/16 → tgw [1]']);
  });

  it('marks the wire, and neither node, where a fault names both ends', () => {
    const source = drawTopology(referenceLab, [fault('internet', 'tunnel-1')]).source;
    expect(source.match(/class="\w+ hit"/g)).toEqual(['class="wire hit"']);
  });

  it('cuts a text that is too long, and has the whole of it under the pointer', () => {
    const name = 'a-host-with-a-name-that-is-longer-than-its-card';
    const lab = changedLab((draft) => {
      draft.vpcs[0]!.instances[0]!.name = name;
    });
    expect(drawTopology(lab, []).source).toMatch(new RegExp(`<title>${name}</title>a-host-with-a-[\\w-]*…`));
  });
});
