import type { StatusView } from './status.ts';

/** Something of a lab that has become otherwise. */
export interface LabChange {
  readonly kind: 'node' | 'tunnel' | 'route' | 'fault';
  readonly name: string;
  /** What was; null if it was not there. */
  readonly before: string | null;
  /** What is; null if it is not there any more. */
  readonly after: string | null;
}

type Seen = Pick<StatusView, 'nodes' | 'tunnels' | 'routeTables' | 'vpnGateways' | 'faults'>;
type Fact = readonly [kind: LabChange['kind'], name: string, value: string];

/** What is otherwise than it was; with nothing before, all there is. Counters and times are no changes. */
export function changesBetween(before: Seen | null, after: Seen): LabChange[] {
  const [old, now] = [before === null ? [] : facts(before), facts(after)];
  const valueIn = (all: readonly Fact[], [kind, name]: Fact): string | null =>
    all.find((each) => each[0] === kind && each[1] === name)?.[2] ?? null;
  return [...now, ...old.filter((each) => valueIn(now, each) === null)]
    .map((each) => ({
      kind: each[0],
      name: each[1],
      before: valueIn(old, each),
      after: valueIn(now, each),
    }))
    .filter((change) => change.before !== change.after);
}

function facts({ nodes, tunnels, routeTables, vpnGateways, faults }: Seen): Fact[] {
  const tables = [
    ...(routeTables ?? []),
    ...(vpnGateways ?? []).flatMap(({ vpnGateway: name, routes, vpcRouteTables }) => [
      { name, routes },
      ...vpcRouteTables,
    ]),
  ];
  return [
    ...nodes.map(({ name, running }): Fact => ['node', name, running ? 'running' : 'not running']),
    ...tunnels.map(({ tunnel, up }): Fact => ['tunnel', tunnel, up ? 'up' : 'down']),
    ...tables.flatMap(({ name, routes }) =>
      routes.map(({ destinationCidrBlock, nextNode, state }): Fact => [
        'route',
        [name, destinationCidrBlock, ...(nextNode === null ? [] : [nextNode])].join(' '),
        state,
      ]),
    ),
    ...(faults ?? []).map(({ id, command }): Fact => ['fault', String(id), command]),
  ];
}
