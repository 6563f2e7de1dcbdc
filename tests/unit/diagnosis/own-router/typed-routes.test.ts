import { describe, expect, it } from 'vitest';
import type { OwnScript } from '../../../../lab/topology/types.ts';
import { connsOf, kernelWith, routerOf, seenLab, vtis } from './seen.ts';

const script = (...lines: readonly string[]): { readonly script: OwnScript } => ({
  script: { name: 'commands.sh', text: lines.join('\n') },
});
const conns = connsOf('vti-names');
const DEVICES = [
  'ip link add vti1 type vti local 10.30.12.85 remote 43.200.198.51 key 100',
  'ip tunnel add vti2 mode vti local 10.30.12.85 remote 43.203.78.35 key 200',
];
const [FIRST, SECOND] = conns.map(({ name }) => name);

describe('what a router was to route, as its owner typed it', () => {
  it.each([
    ['its device is gone, as after a reboot', kernelWith({})],
    ['only its routes are gone', kernelWith(vtis(['vti1', 'vti2']))],
  ])('counts where %s', (_, kernel) => {
    const own = script(
      ...DEVICES,
      'ip route add 10.10.0.0/16 dev vti1 metric 100',
      'sudo ip route add 10.10.0.0/16 dev vti2 metric 50',
      'ip r add 10.20.0.0/16 via 169.254.216.29',
    );
    expect(routerOf(seenLab({ conns, kernel }, own)).routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: SECOND, metric: 50 },
      { destinationCidrBlock: '10.20.0.0/16', connection: FIRST, metric: 0 },
    ]);
  });

  it('does not where the kernel has another way into a tunnel', () => {
    const { links, addresses } = vtis(['vti1', 'vti2']);
    const kernel = kernelWith({ links, addresses, routes: ['10.10.0.0/16 dev vti2 metric 200'] });
    const own = script(...DEVICES, 'ip route add 10.10.0.0/16 dev vti1');
    expect(routerOf(seenLab({ conns, kernel }, own)).routes).toEqual([
      { destinationCidrBlock: '10.10.0.0/16', connection: SECOND, metric: 200 },
    ]);
  });

  it('leaves out what leads into no tunnel', () => {
    const own = script(
      'ip route add 10.10.0.0/16 dev eth1',
      'ip route add 10.20.0.0/16 via 10.30.0.1',
      '# ip route add 10.10.0.0/16 dev vti1',
    );
    expect(routerOf(seenLab({ conns }, own)).routes).toEqual([]);
  });
});

it("is the kernel's own answer where it gives one, whatever its tables look like", () => {
  const { links, addresses } = vtis(['vti1', 'vti2']);
  const kernel = kernelWith({ links, addresses, routes: ['10.10.0.0/16 dev vti1 metric 100'] });
  const answers = new Map(
    ['10.30.12.85', '10.30.141.20'].map((source) => [
      `10.10.141.106 from ${source}`,
      { dev: 'vti2', isLocal: false },
    ]),
  );
  expect(routerOf(seenLab({ conns, kernel, answers })).routes).toEqual([
    { destinationCidrBlock: '10.10.0.0/16', connection: SECOND, metric: 0 },
  ]);
});
