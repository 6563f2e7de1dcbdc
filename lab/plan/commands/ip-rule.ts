import { given } from '../../given.ts';
import type { CommandKind } from './command.ts';

/** `ip rule`: what of IPv4, or of IPv6, comes in by an interface, of some addresses or of all, is looked up in a table. */
export interface IpRule {
  readonly kind: 'rule';
  readonly iif: string;
  /** Source addresses, as a CIDR block; of all if it is missing. */
  readonly from?: string;
  /** Number of the table. */
  readonly table: number;
  /** Of IPv6, which takes an `ip` of its own: `ip -6`. */
  readonly family?: 'ipv6';
}

/** Preference of the lab's rules; before the main table's 32766. */
const PREFERENCE = 1000;

/** A rule: what comes in by that interface is looked up in that table; from some addresses before what is said of all. */
export function rule(iif: string, table: number, from?: string): IpRule {
  return { kind: 'rule', iif, table, ...given({ from }) };
}

export const ipRule: CommandKind<IpRule> = {
  text: (command) => `rule add ${described(command)}`,
  // A rule may name an interface that is still to come.
  device: () => null,
  // The kernel would have the same rule twice.
  apply: (command) => [deletion(command), `${ip(command)} rule add ${described(command)}`],
  undo: deletion,
  replaces: () => false,
};

const ip = ({ family }: IpRule): string => (family === 'ipv6' ? 'ip -6' : 'ip');

const described = ({ iif, from, table, family }: IpRule): string =>
  from === undefined
    ? `pref ${PREFERENCE} ${family === 'ipv6' ? 'from ::/0 ' : ''}iif ${iif} lookup ${table}`
    : `pref ${PREFERENCE - 1} from ${from} iif ${iif} lookup ${table}`;

function deletion(command: IpRule): string {
  return `${ip(command)} rule del ${described(command)} 2>/dev/null || :`;
}
