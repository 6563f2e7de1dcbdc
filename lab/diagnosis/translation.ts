import { because } from '../causes/catalogue.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import { passed, stopped } from './hop.ts';
import type { Hop } from './hop.ts';
import { repairOfRule, ruleText } from './packet-filter.ts';
import { placeOf } from './scene.ts';
import type { Visit } from './scene.ts';
import type { Passage } from './trace.ts';

/** Source and destination of a packet. */
export interface Addresses {
  readonly source: string;
  readonly destination: string;
}

/** A node gave a packet another source or destination. */
export interface Translation {
  readonly visit: Visit;
  readonly before: Addresses;
  readonly after: Addresses;
}

/** The addresses in a packet's headers, as nft prints them; null of a packet that was not sent. */
export function headerAddresses(headers: string): Addresses | null {
  const [, source, destination] = /\bip6? saddr (\S+) ip6? daddr (\S+)/.exec(headers) ?? [];
  return source === undefined || destination === undefined ? null : { source, destination };
}

/** Source and destination with which a packet leaves a node, as IPsec's policies know it. */
export function leavingAddresses({ passage, source, destination }: Visit): Addresses {
  return headerAddresses(passage.leaving) ?? { source: source.address, destination: destination.address };
}

/** What a node did to the addresses of a packet that left it or was delivered; null if nothing. */
export function translationAt(visit: Visit): Translation | null {
  const before = headerAddresses(visit.passage.packet);
  const after = headerAddresses(visit.passage.leaving);
  if (before === null || after === null || isSame(before, after)) return null;
  return { visit, before, after };
}

/** Whether an answer gets the addresses back that a translation of its request took. */
export function isUndone({ after }: Translation, answer: Addresses): boolean {
  return isSame(after, answer);
}

const isSame = (one: Addresses, other: Addresses): boolean =>
  one.source === other.source && one.destination === other.destination;

/** A translation that the packet survived. */
export function translated(translation: Translation): Hop {
  const { visit } = translation;
  return passed(
    placeOf(visit, 'NAT'),
    `${visit.node} translates ${changesOf(translation)}`,
    evidenceOf(translation),
  );
}

/** What a packet meets, or does not, because its addresses are others. */
const FOLLOWS: readonly ExplanationCode[] = [
  'ENI_SG_RULES_MISMATCH',
  'NO_ROUTE_TO_DESTINATION',
  'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
  'NO_POSSIBLE_DESTINATION',
  'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  'TRAFFIC_SELECTOR_MISMATCH',
  'PACKET_FILTERED',
  'REVERSE_PATH_FILTERED',
  'NO_ANSWER',
  'ADDRESS_ELSEWHERE',
];

/** Whether the hop at which a translated packet ended is what a translation would lead to; one that nothing explains is. */
export function followsFromTranslation({ verdict, code }: Hop): boolean {
  return verdict === 'unknown' || (code !== null && FOLLOWS.includes(code));
}

/** The translation as the cause of where the packet ended. */
export function blameTranslation(translation: Translation, end: Hop): Hop {
  const { visit, before, after } = translation;
  const rule = ruleOf(visit.passage);
  const repair = rule === null ? null : repairOfRule(visit.scene, visit.node, rule);
  return stopped(placeOf(visit, 'NAT'), {
    ...because(before.destination === after.destination ? 'sourceTranslated' : 'destinationTranslated', {
      node: visit.node,
      changes: changesOf(translation),
      consequence:
        end.code === 'ADDRESS_ELSEWHERE'
          ? `so ${end.node} gets it in place of ${visit.destination.name}`
          : `and at ${end.node} ${end.text}`,
      ...before,
    }),
    evidence: `${evidenceOf(translation)}; ${end.evidence}`,
    ...(repair === null ? {} : { repair }),
  });
}

function changesOf({ before, after }: Translation): string {
  const changes = [
    ...(before.source === after.source ? [] : [`the source ${before.source} into ${after.source}`]),
    ...(before.destination === after.destination
      ? []
      : [`the destination ${before.destination} into ${after.destination}`]),
  ];
  return changes.join(' and ');
}

/** A NAT rule is met by the first packet of a connection only. */
function evidenceOf({ visit: { passage }, before, after }: Translation): string {
  const rule = ruleOf(passage);
  const seen = `it came from ${before.source} to ${before.destination} and left from ${after.source} to ${after.destination}`;
  return rule === null ? seen : `${ruleText(rule)}; ${seen}`;
}

const ruleOf = ({ accepts }: Passage) =>
  accepts.find(({ text }) => /\b(?:masquerade|snat|dnat|redirect|netmap)\b/i.test(text)) ?? null;
