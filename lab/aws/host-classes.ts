import { contains } from '../topology/cidr.ts';
import { perLab } from '../topology/graph/per-lab.ts';
import type { Lab } from '../topology/types.ts';
import { hosts } from './hosts.ts';
import type { Host } from './hosts.ts';

/**
 * The number of each host's class, from 0, by the host's name: hosts of a class are of one subnet, have equal security groups and settings, and lie
 * in the same of all blocks that the lab has anywhere, so no rule tells them apart, and what is predicted of one holds for
 * each. A host that something else in the lab names, by its name or its address, is alone in its class, and so is one with a
 * public address, a router, and a host on the Internet.
 */
export const hostClasses: (lab: Lab) => ReadonlyMap<string, number> = perLab((lab) => {
  // Who is expected to reach whom configures nothing.
  const text = JSON.stringify({ ...lab, expectations: [] });
  const mentions = countWords(text);
  const blocks = [...new Set(text.match(BLOCK) ?? [])];
  const isMentioned = (word: string): boolean => (mentions.get(word) ?? 0) > 1;
  const numbers = new Map<string, number>();
  const numberOf = (rules: string): number => {
    const number = numbers.get(rules) ?? numbers.size;
    numbers.set(rules, number);
    return number;
  };
  return new Map(
    hosts(lab).map((host) => {
      const { name, address } = host;
      const settings = isMentioned(name) || isMentioned(address) ? null : settingsOf(host);
      const around = (): string[] => blocks.filter((block) => contains(block, address));
      return [name, numberOf(settings === null ? name : JSON.stringify([settings, around()]))];
    }),
  );
});

const BLOCK = /\b\d+\.\d+\.\d+\.\d+\/\d+\b/g;
/** Names and addresses. */
const WORD = /[\w.-]+/g;

function countWords(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.match(WORD) ?? []) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** What a host has, but its name and its address; null for one that is unlike any other. */
function settingsOf(host: Host): object | null {
  switch (host.kind) {
    case 'internet':
      return null;
    case 'onPremises': {
      const { customerGateway, name } = host;
      return customerGateway.router.name === name ? null : { site: customerGateway.name };
    }
    case 'instance': {
      const { name: _name, privateIpAddress: _address, ...settings } = host.instance;
      return settings.publicIpAddress === null ? { vpc: host.vpc.name, ...settings } : null;
    }
  }
}
