import { contains } from '../topology/cidr.ts';
import { perLab } from '../topology/graph/per-lab.ts';
import type { Lab } from '../topology/types.ts';
import { hosts } from './hosts.ts';
import type { Host } from './hosts.ts';

/**
 * The number of each host's class, from 0, by the host's name: hosts of a class are of one subnet, have equal security groups
 * and settings, and lie in the same of all blocks that the lab has anywhere, so no rule tells them apart, and what is predicted
 * of one holds for each. A host that something else in the lab names, by its name or its address, is alone in its class, and so
 * is one with a public address, a router, and a host on the Internet.
 */
export const hostClasses: (lab: Lab) => ReadonlyMap<string, number> = perLab((lab) => {
  const all = hosts(lab).map((host) => ({ host, settings: settingsOf(host) }));
  const alike = countOf(all.flatMap(({ settings }) => (settings === null ? [] : [settings])));
  const numbers = new Map<string, number>();
  return new Map(
    all.map(({ host, settings }) => {
      const isAlone = settings === null || alike.get(settings) === 1 || isNamed(lab, host);
      const rules = isAlone ? host.name : JSON.stringify([settings, blocksAround(lab, host)]);
      const number = numbers.get(rules) ?? numbers.size;
      numbers.set(rules, number);
      return [host.name, number];
    }),
  );
});

/** Whether something in the lab, besides the host itself, has its name or its address. */
function isNamed(lab: Lab, { name, address }: Host): boolean {
  return [name, address].some((word) => (words(lab).get(word) ?? 0) > 1);
}

/** The blocks that an address is in, of all that the lab has. */
function blocksAround(lab: Lab, { address }: Host): string[] {
  return blocks(lab).filter((block) => contains(block, address));
}

const BLOCK = /\b\d+\.\d+\.\d+\.\d+\/\d+\b|[\da-f:]*:[\da-f:]*\/\d+\b/g;
/** Names and addresses. */
const WORD = /[\w.:-]+/g;

/** All that a lab has; but who is expected to reach whom configures nothing. */
const text = perLab((lab) => JSON.stringify({ ...lab, expectations: [] }));
const words = perLab((lab) => countOf(text(lab).match(WORD) ?? []));
const blocks = perLab((lab) => [...new Set(text(lab).match(BLOCK) ?? [])]);

/** How often each is there. */
function countOf(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

/** What a host has, but its name and its address, as text; null for one that is unlike any other. */
function settingsOf(host: Host): string | null {
  switch (host.kind) {
    case 'internet':
      return null;
    case 'onPremises': {
      const { customerGateway, name } = host;
      return customerGateway.router.name === name ? null : JSON.stringify({ site: customerGateway.name });
    }
    case 'instance': {
      const { name: _name, privateIpAddress: _address, ...settings } = host.instance;
      return settings.publicIpAddress === null ? JSON.stringify({ vpc: host.vpc.name, ...settings }) : null;
    }
  }
}
