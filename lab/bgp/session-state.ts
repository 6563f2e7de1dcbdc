import { given } from '../given.ts';

/** A BGP session as BIRD at a tunnel endpoint has it. */
export interface BgpSessionState {
  /** As it is shown. */
  readonly protocol: 'BGP';
  /** RFC 4271's name, e.g. `Established`; `Down` where AWS has ended it for good. */
  readonly state: string;
  /** Routes learned from the customer, and advertised to it. */
  readonly routesIn: number;
  readonly routesOut: number;
  /** What ended it last, in BIRD's words; null if nothing did. */
  readonly lastError: string | null;
  /** BFD beside it as each of the two ends has it, e.g. `Up`; not there where BIRD was not asked for it. */
  readonly bfd?: { readonly aws: string; readonly router: string };
}

/** Reads `birdc show protocols all customer`, and `birdc show bfd sessions all` behind it; null where BIRD did not answer. */
export function readSessionState(output: string): BgpSessionState | null {
  const valueOf = (key: string): string | undefined =>
    new RegExp(`^ *${key}: +(.*?) *$`, 'm').exec(output)?.[1];
  const state = valueOf('BGP state');
  if (state === undefined) return null;
  const [, routesIn = '0', routesOut = '0'] =
    /(\d+) imported, (?:\d+ filtered, )?(\d+) exported/.exec(valueOf('Routes') ?? '') ?? [];
  const aws = valueOf('Session state');
  return {
    protocol: 'BGP',
    state,
    routesIn: Number(routesIn),
    routesOut: Number(routesOut),
    lastError: valueOf('Last error') ?? null,
    ...given({ bfd: aws === undefined ? undefined : { aws, router: valueOf('Remote state') ?? 'Down' } }),
  };
}

/** Whether the session is ESTABLISHED. */
export function isEstablished(session: BgpSessionState | null): boolean {
  return session?.state === 'Established';
}

/** Whether AWS has learned something over a session. */
export function hasLearned(session: BgpSessionState | null): boolean {
  return session !== null && isEstablished(session) && session.routesIn > 0;
}

/** Whether a session is ESTABLISHED and, where BFD is spoken, watched from both ends: a link that falls silent before is found by the hold timer alone. */
export function isSettled(session: BgpSessionState | null): boolean {
  const bfd = session?.bfd ?? WATCHED;
  return isEstablished(session) && bfd.aws === WATCHED.aws && bfd.router === WATCHED.router;
}

const WATCHED = { aws: 'Up', router: 'Up' } as const;

/** What a session is called where it is shown. */
export function sessionName(session: BgpSessionState | null): string {
  return `${session?.protocol ?? 'BGP'} session`;
}

/** A session in a few words, e.g. `Active (Neighbor address lost)`. */
export function describeSession(session: BgpSessionState | null): string {
  if (session === null) return 'no answer of BIRD';
  const { state, lastError, bfd } = session;
  if (!isEstablished(session)) return lastError === null ? state : `${state} (${lastError})`;
  return bfd === undefined || isSettled(session)
    ? state
    : `${state}, BFD ${bfd.aws} at AWS and ${bfd.router} at the router`;
}
