import { deniedByAcl, networkAclOf, subnetsCrossed } from '../../aws/filters/network-acls.ts';
import { missingRule } from '../../aws/filters/security-groups.ts';
import { replyTo, trafficOf } from '../../aws/flow.ts';
import type { Flow } from '../../aws/flow.ts';
import { because } from '../../causes/catalogue.ts';
import { meaningOf } from '../../causes/rule-comment.ts';
import { NETWORK_ACL_TABLE, aclChainName } from '../../plan/nodes/network-acls.ts';
import type { AclDirection } from '../../plan/nodes/network-acls.ts';
import {
  FROM_INSTANCES,
  SECURITY_GROUP_TABLE,
  TO_INSTANCES,
  groupChainName,
} from '../../plan/nodes/security-groups.ts';
import type { Instance, Vpc } from '../../topology/types.ts';
import { passed, stopped } from '../hop.ts';
import type { Hop } from '../hop.ts';
import type { Rule } from '../kernel/ruleset.ts';
import { findingOfDrop, ruleText } from '../packet-filter.ts';
import { placeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { wayThrough } from './vpc-routes.ts';

/** What the filters of a VPC said to a packet: those around its sender before it is routed, those around its receiver after. */
export interface FilterHops {
  readonly outbound: readonly Hop[];
  readonly inbound: readonly Hop[];
}

/** A filter that a packet meets: what is said where it passes, and what where a rule of it drops. */
interface Filter {
  readonly passed: () => Hop;
  /** Null for a rule of another filter. */
  readonly stopped: (rule: Rule) => Hop | null;
}

/**
 * The filters of a VPC in the order in which a packet meets them, to the one that drops it. A rule that is none of theirs
 * is a packet filter of the node.
 */
export function filterHops(visit: Visit, vpc: Vpc, sender?: Instance, receiver?: Instance): FilterHops {
  const crossed = subnetsCrossed(wayThrough(visit, vpc));
  const outbound = [
    ...(sender === undefined ? [] : [securityGroups(visit, vpc, sender, 'outbound')]),
    ...networkAcls(visit, vpc, crossed.egress, 'egress'),
  ];
  const inbound = [
    ...networkAcls(visit, vpc, crossed.ingress, 'ingress'),
    ...(receiver === undefined ? [] : [securityGroups(visit, vpc, receiver, 'inbound')]),
  ];
  const { drop } = visit.passage;
  if (drop === null) return { outbound: outbound.map(pass), inbound: inbound.map(pass) };
  const out = toTheDrop(outbound, drop);
  if (out !== null) return { outbound: out, inbound: [] };
  const into = toTheDrop(inbound, drop);
  if (into !== null) return { outbound: outbound.map(pass), inbound: into };
  const place = placeOf(visit, 'packet filter');
  return { outbound: [stopped(place, findingOfDrop(visit.node, drop))], inbound: [] };
}

const pass = (filter: Filter): Hop => filter.passed();

/** What the filters say to the one that a rule belongs to; null if it belongs to none of them. */
function toTheDrop(filters: readonly Filter[], rule: Rule): Hop[] | null {
  for (const [index, filter] of filters.entries()) {
    const hop = filter.stopped(rule);
    if (hop !== null) return [...filters.slice(0, index).map(pass), hop];
  }
  return null;
}

function securityGroups(
  visit: Visit,
  vpc: Vpc,
  instance: Instance,
  direction: 'inbound' | 'outbound',
): Filter {
  const { name, securityGroups: groups } = instance;
  const place = placeOf(visit, `security groups ${groups.join(', ')} of ${name}, ${direction}`);
  return {
    passed: () => {
      const [tracking, way] =
        direction === 'inbound'
          ? ([TO_INSTANCES, 'ingress'] as const)
          : ([FROM_INSTANCES, 'egress'] as const);
      const chains = [tracking, ...vpc.securityGroups.map((group) => groupChainName(group, way))];
      const rule = acceptedBy(visit, SECURITY_GROUP_TABLE, chains);
      const text =
        rule?.chain === tracking
          ? 'security groups are stateful: an answer always passes'
          : `a rule allows ${trafficOf(visit.scene.flow)}`;
      return passed(place, text, evidenceOf(rule));
    },
    stopped: (rule) => {
      const meaning = meaningOf(rule.text);
      if (rule.table !== SECURITY_GROUP_TABLE || meaning?.detail !== direction) return null;
      if (meaning.code === 'SOURCE_DEST_CHECK') return stopped(place, findingOfDrop(visit.node, rule));
      const cause = direction === 'inbound' ? 'noInboundRule' : 'noOutboundRule';
      const facts = missingRule(instance, visit.scene.flow, peerOf(visit, direction === 'inbound'));
      return stopped(place, { ...because(cause, facts), evidence: ruleText(rule) });
    },
  };
}

/** None where the subnet has the default network ACL: in the lab file, and as its rules are. */
function networkAcls(visit: Visit, vpc: Vpc, subnet: string | null, direction: AclDirection): Filter[] {
  if (subnet === null) return [];
  const { drop } = visit.passage;
  const dropping = drop?.table === NETWORK_ACL_TABLE ? meaningOf(drop.text)?.object : undefined;
  const dropsIt = dropping !== undefined && drop?.chain === aclChainName(dropping, direction);
  const name = dropsIt ? dropping : networkAclOf(vpc, subnet)?.name;
  return name === undefined ? [] : [networkAcl(visit, name, subnet, direction)];
}

function networkAcl(visit: Visit, acl: string, subnet: string, direction: AclDirection): Filter {
  const words = direction === 'ingress' ? 'inbound' : 'outbound';
  const place = placeOf(visit, `network ACL ${acl} of subnet ${subnet}, ${words}`);
  const chain = aclChainName(acl, direction);
  const flow = flowAt(visit);
  return {
    passed: () =>
      passed(place, 'a rule allows it', evidenceOf(acceptedBy(visit, NETWORK_ACL_TABLE, [chain]))),
    stopped: (rule) => {
      if (rule.table !== NETWORK_ACL_TABLE || rule.chain !== chain) return null;
      const number = Number(meaningOf(rule.text)?.detail);
      const denied = deniedByAcl({
        ...{ acl, subnet, direction, flow, peer: peerOf(visit, direction === 'ingress') },
        ruleNumber: Number.isNaN(number) ? null : number,
      });
      return stopped(place, { ...denied, evidence: ruleText(rule) });
    },
  };
}

/** The packet as it was seen, with its own ports. */
function flowAt({ scene, leg, passage }: Visit): Flow {
  const flow = leg === 'forward' ? scene.flow : replyTo(scene.flow);
  const [, source, destination] = /\bsport (\d+) \w+ dport (\d+)/.exec(passage.packet) ?? [];
  if (source === undefined) return flow;
  return { ...flow, sourcePort: Number(source), destinationPort: Number(destination) };
}

const peerOf = ({ source, destination }: Visit, comesIn: boolean): string =>
  (comesIn ? source : destination).address;

function acceptedBy({ passage }: Visit, table: string, chains: readonly string[]): Rule | undefined {
  return passage.accepts.find((rule) => rule.table === table && chains.includes(rule.chain));
}

const evidenceOf = (rule: Rule | undefined): string =>
  rule === undefined ? 'no rule dropped it' : ruleText(rule);
