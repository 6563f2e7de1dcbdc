import { because } from '../causes/catalogue.ts';
import { startKeepalived } from '../plan/services/keepalived.ts';
import { neighbourAt } from '../topology/graph/links.ts';
import { virtualAddresses } from '../topology/graph/virtual-addresses.ts';
import type { VirtualAddress } from '../topology/graph/virtual-addresses.ts';
import type { Finding } from './hop.ts';
import { addressText, heldAddress } from './kernel/interfaces.ts';
import { ruleText, repairOfRule } from './packet-filter.ts';
import { kernelOf, routeOf } from './scene.ts';
import type { Scene, Visit } from './scene.ts';
import { vrrpDrop } from './vrrp-filter.ts';

type Member = VirtualAddress['routers'][number];

/** A virtual address that a packet is sent to, and the routers that have it now. */
interface SharedNextHop {
  readonly virtual: VirtualAddress;
  readonly holders: readonly Member[];
  readonly evidence: string;
}

/** Of what a node sends into a LAN, where its next hop is an address that routers share by VRRP; null of anything else. */
export function sharedNextHop(visit: Visit): SharedNextHop | null {
  const { scene, node, passage, destination } = visit;
  const lan = neighbourAt(scene.lab, node, passage.out ?? '')?.node;
  const nextHop = routeOf(visit).via ?? destination.address;
  const virtual = virtualAddresses(scene.lab).find((each) => each.lan === lan && each.address === nextHop);
  if (virtual === undefined) return null;
  const found = virtual.routers.flatMap((router) => {
    const held = heldAddress(kernelOf(scene, router.name), router.interface, virtual.address);
    return held === undefined ? [] : [{ router, held }];
  });
  const shown = found.map(({ router, held }) => `${addressText(held)} of ${router.name}`).join('; ');
  return {
    virtual,
    holders: found.map(({ router }) => router),
    evidence: `ip -4 address show to ${virtual.address}: ${shown || 'none'}`,
  };
}

/** Several routers have the address at once; null unless they do. Each forwards, so a packet may well be answered. */
export function splitBrain(scene: Scene, { virtual, holders, evidence }: SharedNextHop): Finding | null {
  if (holders.length < 2) return null;
  const { address, lan } = virtual;
  const facts = { routers: namesOf(holders), address };
  const died = holders.find((router) => !keepalivedRuns(scene, router));
  if (died !== undefined) {
    const node = died.name;
    return {
      node,
      ...because('keepalivedDied', { ...facts, node }),
      evidence: `${evidence}; pgrep -x keepalived in ${node}: none`,
      repair: { node, command: startKeepalived(died) },
    };
  }
  for (const { name: node } of virtual.routers) {
    const rule = vrrpDrop(kernelOf(scene, node));
    if (rule === null) continue;
    const repair = repairOfRule(scene, node, rule);
    return {
      node,
      ...because('vrrpFiltered', { ...facts, node }),
      evidence: `${evidence}; ${ruleText(rule)}`,
      ...(repair === null ? {} : { repair }),
    };
  }
  return { ...because('vrrpSplit', { ...facts, lan }), evidence };
}

/** No router has the address; null if one has. While the sender remembers whose it was, a packet may well be answered. */
export function heldByNobody(
  { scene, node }: Visit,
  { virtual, holders, evidence }: SharedNextHop,
): Finding | null {
  if (holders.length > 0) return null;
  const { address, lan, routers } = virtual;
  const without = routers.filter((router) => !keepalivedRuns(scene, router));
  const [first] = without;
  if (first === undefined) {
    return {
      ...because('virtualAddressUnheld', { node, address, lan, routers: namesOf(routers) }),
      evidence,
    };
  }
  return {
    node: first.name,
    ...because('keepalivedNotRunning', { node, address, routers: namesOf(without) }),
    evidence: `${evidence}; pgrep -x keepalived in ${namesOf(without)}: none`,
    repair: { node: first.name, command: startKeepalived(first) },
  };
}

const namesOf = (routers: readonly Member[]): string => routers.map(({ name }) => name).join(' and ');

const keepalivedRuns = ({ observation }: Scene, { name }: Member): boolean =>
  observation.nodes[name]?.keepalived !== false;
