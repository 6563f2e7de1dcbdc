import { describe, expect, it } from 'vitest';
import { scaleLab } from '../../../bench/scale-lab.ts';
import { text } from '../../../lab/plan/commands/ip.ts';
import { FIXED_NEIGHBOURS_FROM_NODES } from '../../../lab/plan/fixed-neighbours.ts';
import { planLab } from '../../../lab/plan/plan.ts';
import type { Plan } from '../../../lab/plan/types.ts';

const LARGE = planLab(scaleLab('large', 100), 'userspace');

const commandsOf = ({ nodes }: Plan, node: string, name: string): string[] =>
  nodes
    .find((each) => each.name === node)!
    .interfaces.find((each) => each.name === name)!
    .commands.map(text);

/** The hardware address that an end of a link is given. */
function addressOf(plan: Plan, node: string, name: string): string {
  const [own = ''] = commandsOf(plan, node, name);
  expect(own).toMatch(new RegExp(`^link set dev ${name} address 02(:[0-9a-f]{2}){5}$`));
  return own.split(' ').at(-1)!;
}

/** What a node knows of its neighbours on an interface: hardware address by address. */
function neighboursOf(plan: Plan, node: string, name: string): Record<string, string> {
  const known = commandsOf(plan, node, name).flatMap((line) => {
    const [, address = '', hardwareAddress = ''] =
      /^neighbour replace (\S+) lladdr (\S+) dev \S+ nud permanent$/.exec(line) ?? [];
    return address === '' ? [] : [[address, hardwareAddress]];
  });
  return Object.fromEntries(known) as Record<string, string>;
}

describe('in a large lab', () => {
  it('an instance knows its gateway and the others of its subnet by the address of the VPC’s router', () => {
    const router = addressOf(LARGE, 'vpc-1', 'vpc-1-host-1');
    expect(neighboursOf(LARGE, 'vpc-1-host-1', 'eth0')).toEqual({
      '10.1.1.1': router,
      '10.1.1.12': router,
      '10.1.1.13': router,
      '10.1.1.14': router,
    });
    const instance = addressOf(LARGE, 'vpc-1-host-1', 'eth0');
    expect(neighboursOf(LARGE, 'vpc-1', 'vpc-1-host-1')).toEqual({ '10.1.1.11': instance });
  });

  it('the next hop of every route that names one is known, but for those by a bridge, and the Internet’s own address', () => {
    const unknown = LARGE.nodes.flatMap(({ name, interfaces }) =>
      interfaces.flatMap(({ name: device, commands }) => {
        const known = neighboursOf(LARGE, name, device);
        return commands
          .flatMap((command) => (command.kind === 'route' && command.via !== undefined ? [command.via] : []))
          .filter((via) => !(via in known))
          .map((via) => `${name}: ${via}`);
      }),
    );
    expect([...new Set(unknown)]).toEqual([
      'tunnel-1: 100.64.0.1',
      'tunnel-2: 100.64.0.1',
      'onprem-igw: 100.64.0.1',
      'onprem-server: 10.200.128.1',
    ]);
  });

  it('an interface has its hardware address before it comes up, and its neighbours after', () => {
    const commands = commandsOf(LARGE, 'tgw', 'att-vpc-1');
    const at = (start: string): number => commands.findIndex((line) => line.startsWith(start));
    expect(at('link set dev att-vpc-1 address')).toBeLessThan(at('link set dev att-vpc-1 up'));
    expect(at('link set dev att-vpc-1 up')).toBeLessThan(at('neighbour replace'));
  });

  it('no two ends have the same hardware address, and none has another one because the lab has grown', () => {
    const all = (plan: Plan): string[] =>
      plan.links.flatMap(({ ends }) => ends.map((end) => addressOf(plan, end.node, end.interface)));
    const addresses = all(LARGE);
    expect(new Set(addresses).size).toBe(addresses.length);
    const grown = new Set(all(planLab(scaleLab('large', 102), 'userspace')));
    expect(addresses.filter((address) => !grown.has(address))).toEqual([]);
  });
});

it('a smaller lab asks for its neighbours', () => {
  const smaller = planLab(scaleLab('smaller', 60), 'userspace');
  expect(smaller.nodes.length).toBeLessThan(FIXED_NEIGHBOURS_FROM_NODES);
  expect(
    smaller.nodes.flatMap(({ interfaces }) => interfaces.flatMap(({ commands }) => commands.map(text))),
  ).not.toContainEqual(expect.stringMatching(/^neighbour| address 02:/));
});
