import { isDeepStrictEqual } from 'node:util';
import { ruleText } from './commands/nft-rule.ts';
import { hookText, nft } from './commands/nft.ts';
import type { NftChain, NftTable } from './commands/nft.ts';

/** Whether packet filters can become others while packets pass: what a NAT has begun goes on as it was, so a NAT cannot. */
export function isLiveFirewall(before: readonly NftTable[], after: readonly NftTable[]): boolean {
  return changedTables(before, after).every(({ old, now }) =>
    [...(old?.chains ?? []), ...(now?.chains ?? [])].every(({ hook }) => hook?.type !== 'nat'),
  );
}

/**
 * The shell commands, one or none, that make packet filters those of another plan in one transaction, chain by chain:
 * what a fault has put into other chains stays. Flows that are tracked go on, as they do in EC2 (AWS VPC user guide,
 * Security group connection tracking).
 */
export function firewallCommands(before: readonly NftTable[], after: readonly NftTable[]): string[] {
  const lines = changedTables(before, after).flatMap(({ name, old, now }) => tableChange(name, old, now));
  return lines.length === 0 ? [] : [nft(lines)];
}

interface TableChange {
  /** Family and name. */
  readonly name: string;
  readonly old: NftTable | undefined;
  readonly now: NftTable | undefined;
}

function changedTables(before: readonly NftTable[], after: readonly NftTable[]): TableChange[] {
  const name = (table: NftTable): string => `${table.family} ${table.name}`;
  const find = (tables: readonly NftTable[], wanted: string): NftTable | undefined =>
    tables.find((table) => name(table) === wanted);
  const names = new Set([...before, ...after].map(name));
  return [...names]
    .map((each) => ({ name: each, old: find(before, each), now: find(after, each) }))
    .filter(({ old, now }) => !isDeepStrictEqual(old, now));
}

function tableChange(table: string, old: NftTable | undefined, now: NftTable | undefined): string[] {
  if (now === undefined) return [`add table ${table}`, `delete table ${table}`];
  const before = new Map(old?.chains.map((chain) => [chain.name, chain]));
  const kept = new Set(now.chains.map(({ name }) => name));
  const lost = [...before.values()].filter(({ name }) => !kept.has(name));
  const changed = now.chains.filter((chain) => !isDeepStrictEqual(before.get(chain.name), chain));
  return [
    `add table ${table}`,
    // A chain can go once no other leads to it, and come before any other does.
    ...[...lost, ...changed.filter(({ name }) => before.has(name))].map(
      ({ name }) => `flush chain ${table} ${name}`,
    ),
    ...changed
      .filter(({ name }) => !before.has(name))
      .map((chain) => `add chain ${table} ${declared(chain)}`),
    ...changed.flatMap(({ name, rules }) =>
      rules.map((rule) => `add rule ${table} ${name} ${ruleText(rule)}`),
    ),
    ...lost.map(({ name }) => `delete chain ${table} ${name}`),
  ];
}

const declared = ({ name, hook }: NftChain): string =>
  hook === null ? name : `${name} { ${hookText(hook)}; }`;
