import type { CommandKind } from './command.ts';

/** `ip rule`: what comes in by an interface is looked up in a table. */
export interface IpRule {
  readonly kind: 'rule';
  readonly iif: string;
  /** Number of the table. */
  readonly table: number;
}

/** Preference of the lab's rules; before the main table's 32766. */
const PREFERENCE = 1000;

/** A rule: what comes in by that interface is looked up in that table. */
export function rule(iif: string, table: number): IpRule {
  return { kind: 'rule', iif, table };
}

export const ipRule: CommandKind<IpRule> = {
  text: (command) => `rule add ${described(command)}`,
  // A rule may name an interface that is still to come.
  device: () => null,
  // The kernel would have the same rule twice.
  apply: (command) => [deletion(command), `ip rule add ${described(command)}`],
  undo: deletion,
  replaces: () => false,
};

const described = ({ iif, table }: IpRule): string => `pref ${PREFERENCE} iif ${iif} lookup ${table}`;

function deletion(command: IpRule): string {
  return `ip rule del ${described(command)} 2>/dev/null || :`;
}
