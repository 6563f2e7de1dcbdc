import { given } from '../../given.ts';
import { recordTimes } from './record.ts';
import type { BgpRecord, RouteMessage } from './record.ts';

/** Both ends of a session. */
interface Session {
  readonly resourceId: string;
  /** Inside address of the customer. */
  readonly neighbor: string;
  readonly customerAsn: number;
}

type Found = Pick<BgpRecord, 'type' | 'status' | 'message'>;

/** What BIRD's filter prints of a route that comes in (lab/bgp/bird-session.ts). */
const ROUTE = /<INFO> route (\S+) path \(path ?([^)]*)\) pref (\S+) med (\S+) via (\S+)/;
const WITHDRAWN = /customer\.ipv[46] > removed (?:\[\w+\] )?(\S+)/;

/** AWS's message of a change of state. */
const changed = (from: string, to: string): string =>
  `AWS-side peer BGP session state has changed from ${from} to ${to} with neighbor {neighbor}`;
const sent = (code: string): string => `AWS-side peer sent a notification ${code} to neighbor {neighbor}`;
const received = (code: string): string =>
  `AWS-side peer received notification ${code} from neighbor {neighbor}`;

/** What BIRD calls the reasons that AWS's log has, and their codes (RFC 4271, 4.5 and RFC 4486). */
const REASONS: readonly (readonly [string, string])[] = [
  ['maximum number of prefixes|route limit', '6/1 (Cease/Maximum Number of Prefixes Reached)'],
  ['administrative shutdown', '6/2 (Cease/Administrative Shutdown)'],
  ['peer de-?configured', '6/3 (Cease/Peer Unconfigured)'],
  ['administrative reset', '6/4 (Cease/Administrative Reset)'],
  ['connection rejected', '6/5 (Cease/Connection Rejected)'],
  ['other configuration change', '6/6 (Cease/Other Configuration Change)'],
  ['connection collision', '6/7 (Cease/Connection Collision Resolution)'],
];

/** What BIRD says of the session, and what AWS's log says in its place; `$1` is what the pattern caught. The first counts. */
const LINES: readonly (readonly [RegExp, string])[] = [
  [/customer: Started/, changed('Idle', 'Connect')],
  [
    /customer: Connecting to /,
    'AWS-side peer is initiating a connection (via Connect) to neighbor {neighbor}',
  ],
  [/customer: Connection lost/, changed('Connect', 'Active')],
  [/customer: Connected\b/, changed('Connect', 'OpenSent')],
  [/customer: BGP session established/, changed('OpenConfirm', 'Established')],
  [/customer: BGP session closed/, changed('Established', 'Idle')],
  [
    /customer\S* hits route import limit \((\d+)\)/,
    'AWS-side peer detected the maximum prefix limit was exceeded - received more than $1 prefixes from neighbor {neighbor}, limit is $1',
  ],
  [/customer: Shutdown requested/, sent('6/2 (Cease/Administrative Shutdown)')],
  [
    /customer: Error: Hold timer expired/,
    'AWS-side peer sent a Hold Timer Expired notification to neighbor {neighbor}',
  ],
  [
    /customer: Error: Bad peer AS: (\d+)/,
    'AWS-side peer detected a bad OPEN message from neighbor {neighbor} - remote AS is $1, expected {asn}',
  ],
  ...REASONS.flatMap(([reason, code]): (readonly [RegExp, string])[] => [
    [new RegExp(`customer: Received: (?:${reason})`, 'i'), received(code)],
    [new RegExp(`customer: .*(?:${reason})`, 'i'), sent(code)],
  ]),
  [/customer: Received: (.+)/, received('$1')],
  [/customer: Error: (.+)/, sent('$1')],
];

/**
 * Reads what BIRD says at AWS's end of a tunnel, line after line, as AWS's tunnel BGP log; null for a line that it does not
 * have.
 */
export function bgpLog(session: Session): (time: string, text: string) => BgpRecord | null {
  const known = new Set<string>();
  return (time, text) => {
    const found = routeStatus(text, known) ?? bgpStatus(text, session);
    if (found === null) return null;
    return { resource_id: session.resourceId, ...recordTimes(time), ...found };
  };
}

function routeStatus(text: string, known: Set<string>): Found | null {
  const withdrawn = WITHDRAWN.exec(text)?.[1];
  if (withdrawn !== undefined) {
    known.delete(withdrawn);
    return { type: 'RouteStatus', status: 'WITHDRAWN', message: { prefix: withdrawn } };
  }
  const message = routeMessage(text);
  if (message === null) return null;
  const status = known.has(message.prefix) ? 'UPDATED' : 'ADVERTISED';
  known.add(message.prefix);
  return { type: 'RouteStatus', status, message };
}

function routeMessage(text: string): RouteMessage | null {
  const [, prefix, asPath, pref, med, nextHopIp] = ROUTE.exec(text) ?? [];
  if (prefix === undefined) return null;
  const number = (value: string | undefined): number | undefined =>
    value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value);
  return { prefix, ...given({ asPath, localPref: number(pref), med: number(med), nextHopIp }) };
}

function bgpStatus(text: string, { neighbor, customerAsn }: Session): Found | null {
  const [pattern, message] = LINES.find(([each]) => each.test(text)) ?? [];
  if (pattern === undefined || message === undefined) return null;
  const caught = pattern.exec(text)?.[1] ?? '';
  const details = message
    .replaceAll('$1', caught)
    .replace('{neighbor}', neighbor)
    .replace('{asn}', String(customerAsn));
  const status = message === changed('OpenConfirm', 'Established') ? 'UP' : 'DOWN';
  return { type: 'BGPStatus', status, message: { details } };
}
