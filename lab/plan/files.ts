import { childSaFile } from './child-sa.ts';
import { batch } from './commands/ip.ts';
import type { IpCommand } from './commands/ip.ts';
import { tableText } from './commands/nft.ts';
import { ledger } from './ledger.ts';
import { netemCommand } from './netem.ts';
import { serviceFiles } from './services/service.ts';
import type { PlanFile } from './plan-file.ts';
import type { NodePlan } from './types.ts';

/**
 * The files under /etc/s2s that a node applies (images/node, s2s-node): the one place where a plan becomes text. The list
 * of links is the last: where it is, all are.
 */
export function filesOf(node: NodePlan): PlanFile[] {
  const { interfaces, firewall, setup, mangle, ipv6, childSas, services, wiring, ledgerRoom } = node;
  return [
    { path: '/etc/s2s/ledger.nft', content: ledger(ledgerRoom, ipv6 !== undefined) },
    ...interfaces.map(({ name, commands }) => ({ path: interfaceFile(name), content: batch(commands) })),
    ...(firewall.length === 0
      ? []
      : [{ path: '/etc/s2s/firewall.nft', content: firewall.map(tableText).join('') }]),
    { path: '/etc/s2s/setup.ip', content: batch(setup.filter((command) => !isIpv6Rule(command))) },
    ...(setup.some(isIpv6Rule)
      ? [{ path: '/etc/s2s/setup.ip6', content: batch(setup.filter(isIpv6Rule)) }]
      : []),
    ...(mangle.length === 0 ? [] : [{ path: '/etc/s2s/mangle.rules', content: mangleRules(mangle) }]),
    ...(ipv6 === undefined || ipv6.mangle.length === 0
      ? []
      : [{ path: '/etc/s2s/mangle6.rules', content: mangleRules(ipv6.mangle) }]),
    ...childSas.flatMap(({ connection, up, down }) => [
      { path: childSaFile(connection, 'up'), content: batch(up) },
      { path: childSaFile(connection, 'down'), content: batch(down) },
    ]),
    ...serviceFiles(services),
    ...interfaces.flatMap(({ name, netem }) =>
      netem === null
        ? []
        : [{ path: `/etc/s2s/links/${name}.tc`, content: lines([netemCommand(name, netem)]) }],
    ),
    { path: '/etc/s2s/wiring', content: lines(wiring.map((wire) => `${wire.interface} ${wire.link}`)) },
  ];
}

const mangleRules = (rules: readonly string[]): string => lines(['*mangle', ...rules, 'COMMIT']);

const isIpv6Rule = (command: IpCommand): boolean => command.kind === 'rule' && command.family === 'ipv6';

/** The file of `ip` commands that a node applies each time it gets an interface. */
export function interfaceFile(name: string): string {
  return `/etc/s2s/links/${name}.ip`;
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
