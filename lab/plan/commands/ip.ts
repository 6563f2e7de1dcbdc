import { consecutive } from '../consecutive.ts';
import type { CommandKind } from './command.ts';
import { ipAddress } from './ip-address.ts';
import type { IpAddress } from './ip-address.ts';
import { ipLinkAdd, ipLinkSet } from './ip-link.ts';
import type { IpLinkAdd, IpLinkSet } from './ip-link.ts';
import { ipNeighbour } from './ip-neighbour.ts';
import type { IpNeighbour } from './ip-neighbour.ts';
import { ipNtable } from './ip-ntable.ts';
import type { IpNtable } from './ip-ntable.ts';
import { applyRoutes, ipRoute, undoRoutes } from './ip-route.ts';
import type { IpRoute } from './ip-route.ts';
import { ipRule } from './ip-rule.ts';
import type { IpRule } from './ip-rule.ts';

/** One `ip` command of a plan. */
export type IpCommand = IpRoute | IpRule | IpLinkAdd | IpLinkSet | IpAddress | IpNeighbour | IpNtable;

const KINDS: { readonly [Kind in IpCommand['kind']]: CommandKind<Extract<IpCommand, { kind: Kind }>> } = {
  route: ipRoute,
  rule: ipRule,
  'link-add': ipLinkAdd,
  'link-set': ipLinkSet,
  address: ipAddress,
  neighbour: ipNeighbour,
  ntable: ipNtable,
};

const kindOf = (command: IpCommand): CommandKind<IpCommand> => KINDS[command.kind];

/** A command as a line of `ip -batch`; two commands are the same if their texts are. */
export function text(command: IpCommand): string {
  return kindOf(command).text(command);
}

/** Commands as a file of `ip -batch`. */
export function batch(commands: readonly IpCommand[]): string {
  return commands.map((command) => `${text(command)}\n`).join('');
}

/** The interface that has to be there for a command; null if it needs none. */
export function deviceOf(command: IpCommand): string | null {
  return kindOf(command).device(command);
}

/** Shell commands that do it in a running node, whether or not it is done already. */
export function apply(command: IpCommand): readonly string[] {
  return kindOf(command).apply(command);
}

/** Shell commands that do them in a running node, whether or not that is done already; many routes by one process. */
export function applyAll(commands: readonly IpCommand[]): string[] {
  return consecutive(commands, isRoute).flatMap(({ group }) =>
    areManyRoutes(group) ? [applyRoutes(group)] : group.flatMap(apply),
  );
}

/** Shell commands that take them back, whether or not they are done; what only a new node is without stays. */
export function undoAll(commands: readonly IpCommand[]): string[] {
  return consecutive(commands, isRoute).flatMap(({ group }) =>
    areManyRoutes(group) ? [undoRoutes(group)] : group.flatMap((command) => undo(command) ?? []),
  );
}

/** From so many routes on it is dear to have a process for each. */
const MANY = 20;

const isRoute = (command: IpCommand): command is IpRoute => command.kind === 'route';

const areManyRoutes = (commands: readonly IpCommand[]): commands is readonly IpRoute[] =>
  commands.length >= MANY && commands.every(isRoute);

/** A shell command that takes it back, whether or not it is done; null if only a new node is without it. */
export function undo(command: IpCommand): string | null {
  return kindOf(command).undo(command);
}

/** Whether another command no longer holds once this one is done, e.g. a route for the same block in the same table. */
export function replaces(command: IpCommand, other: IpCommand): boolean {
  return command.kind === other.kind && kindOf(command).replaces(command, other);
}
