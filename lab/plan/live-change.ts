import { childSaFile } from './child-sa.ts';
import { applyAll, deviceOf, replaces, text, undo, undoAll } from './commands/ip.ts';
import type { IpCommand } from './commands/ip.ts';
import { consecutive } from './consecutive.ts';
import { isLiveFirewall } from './live-firewall.ts';
import { lastingServices } from './services/service.ts';
import type { NodePlan, Plan } from './types.ts';

/** When a node does its commands: at boot, with an interface, with the first CHILD_SA of a connection. */
type Moment =
  | { readonly at: 'boot' }
  | { readonly at: 'interface'; readonly name: string }
  | { readonly at: 'childSa'; readonly connection: string };

/** How two plans of a node differ at one moment: commands that are no longer there, and new ones. */
export interface CommandChange {
  readonly moment: Moment;
  readonly lost: readonly IpCommand[];
  readonly gained: readonly IpCommand[];
}

/** The commands in which two plans of a node differ, by moment. */
export function commandChanges(before: NodePlan, after: NodePlan): CommandChange[] {
  const interfaces = names(before.interfaces, after.interfaces, ({ name }) => name);
  const connections = names(before.childSas, after.childSas, ({ connection }) => connection);
  const withInterface = (node: NodePlan, name: string): readonly IpCommand[] =>
    node.interfaces.find((each) => each.name === name)?.commands ?? [];
  const withChildSa = (node: NodePlan, connection: string): readonly IpCommand[] =>
    node.childSas.find((each) => each.connection === connection)?.up ?? [];
  const { lost, gained } = changeOf({ at: 'boot' }, before.setup, after.setup);
  const isDevice = (command: IpCommand): boolean => command.kind === 'link-add';
  const boot = (part: Omit<CommandChange, 'moment'>): CommandChange => ({ moment: { at: 'boot' }, ...part });
  return [
    // An interface may become a part of a new device: on the kernel data plane a route table is one.
    boot({ lost: [], gained: gained.filter(isDevice) }),
    ...interfaces.map((name) =>
      changeOf({ at: 'interface', name }, withInterface(before, name), withInterface(after, name)),
    ),
    boot({ lost, gained: gained.filter((command) => !isDevice(command)) }),
    ...connections.map((connection) =>
      changeOf(
        { at: 'childSa', connection },
        withChildSa(before, connection),
        withChildSa(after, connection),
      ),
    ),
  ].filter((change) => change.lost.length + change.gained.length > 0);
}

function names<Item>(
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
): string[] {
  return [...new Set([...before, ...after].map(nameOf))];
}

function changeOf(moment: Moment, before: readonly IpCommand[], after: readonly IpCommand[]): CommandChange {
  const [old, now] = [before, after].map((commands) => new Set(commands.map(text)));
  return {
    moment,
    lost: before.filter((command) => !now!.has(text(command))),
    gained: after.filter((command) => !old!.has(text(command))),
  };
}

/**
 * Whether a node can become what another plan has of it while it runs: nothing but commands that can be taken back or
 * replaced differs, packet filters, files that its services can reload, and links that it has besides.
 */
export function isLiveChange(before: NodePlan, after: NodePlan): boolean {
  const [old, now] = [textsOf(before), textsOf(after)];
  if (old.all === now.all) return true;
  return (
    old.lasting === now.lasting &&
    isLiveFirewall(before.firewall, after.firewall) &&
    before.wiring.every((wire) => after.wiring.some((each) => isSameWire(wire, each))) &&
    commandChanges(before, after).every(isReversible)
  );
}

/** The names of the nodes that are made anew, not changed while they run, where a lab comes from one plan to another. */
export function nodesMadeAnew(before: Plan, after: Plan): string[] {
  return after.nodes
    .filter((node) => {
      const old = before.nodes.find(({ name }) => name === node.name);
      return old === undefined || !isLiveChange(old, node);
    })
    .map(({ name }) => name);
}

interface Texts {
  readonly all: string;
  /** Of what cannot change while the node runs. */
  readonly lasting: string;
}

const textsOfNodes = new WeakMap<NodePlan, Texts>();

/** A node's plan as text, made once: it is compared with many. */
function textsOf(node: NodePlan): Texts {
  const texts = textsOfNodes.get(node) ?? {
    all: JSON.stringify(node),
    lasting: JSON.stringify(lasting(node)),
  };
  textsOfNodes.set(node, texts);
  return texts;
}

/** The parts of a node that cannot change while it runs. */
function lasting(node: NodePlan): unknown {
  const netem = node.interfaces.filter((each) => each.netem !== null).map((each) => [each.name, each.netem]);
  return {
    ...node,
    firewall: [],
    setup: [],
    interfaces: netem,
    wiring: [],
    childSas: [],
    services: lastingServices(node.services),
  };
}

const isSameWire = (one: NodePlan['wiring'][number], other: NodePlan['wiring'][number]): boolean =>
  one.interface === other.interface && one.link === other.link;

function isReversible({ lost, gained }: CommandChange): boolean {
  return lost.every((command) => undo(command) !== null || isReplaced(command, gained));
}

const isReplaced = (command: IpCommand, by: readonly IpCommand[]): boolean =>
  by.some((each) => replaces(each, command));

/** Shell commands that take a moment's lost commands back and do the gained ones, whether or not that is done already. */
export function liveCommands({ moment, lost, gained }: CommandChange): string[] {
  const takenBack = undoAll(lost.filter((command) => !isReplaced(command, gained)));
  switch (moment.at) {
    case 'boot':
      return [...takenBack, ...applyAll(gained)];
    case 'interface':
      return [...takenBack, ...whereUp(moment.name, gained)];
    case 'childSa': {
      const file = childSaFile(moment.connection, 'up');
      return [
        ...lost.map(text).map((line) => `kept=$(grep -vxF '${line}' ${file} || :); echo "$kept" >${file}`),
        ...gained.map(text).map((line) => `grep -qxF '${line}' ${file} || echo '${line}' >>${file}`),
        ...takenBack,
        `s2s-ike sync ${moment.connection}`,
      ];
    }
  }
}

/**
 * A command is for the interface, or for a tunnel's; if either is away or down, the node does it when that comes. It may go just
 * then: what fails in the shell of its own counts only if it is still there.
 */
function whereUp(name: string, commands: readonly IpCommand[]): string[] {
  if (commands.length === 0) return [];
  return [
    'is_up() { ip -o link show up dev "$1" 2>/dev/null | grep -q .; }',
    ...consecutive(commands, (command) => deviceOf(command) ?? name).flatMap(({ key: device, group }) => {
      const areUp = [...new Set([name, device])].map((each) => `is_up ${each}`).join(' && ');
      return [
        `if ${areUp}; then (`,
        ...applyAll(group).map((each) => `  ${each}`),
        `) & wait $! || if ${areUp}; then exit 1; fi; fi`,
      ];
    }),
  ];
}
