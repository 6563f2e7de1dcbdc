/** What the plan knows of one kind of `ip` command. A command is a value, plain JSON; text comes of it at the very end. */
export interface CommandKind<Command> {
  /** The command as a line of `ip -batch`. */
  text(command: Command): string;
  /** The interface that has to be there for it; null if it needs none. */
  device(command: Command): string | null;
  /** Shell commands that do it in a running node, whether or not it is done already. */
  apply(command: Command): readonly string[];
  /** A shell command that takes it back, whether or not it is done; null if only a new node is without it. */
  undo(command: Command): string | null;
  /** Whether the other command of this kind no longer holds once this one is done. */
  replaces(command: Command, other: Command): boolean;
}

/** Joins the words of a command; options that are not given are undefined. */
export function words(...all: readonly (string | undefined)[]): string {
  return all.filter((word) => word !== undefined).join(' ');
}

/** An option with its value, e.g. `dev eth0`; undefined if there is no value. */
export function option(name: string, value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${name} ${value}`;
}
