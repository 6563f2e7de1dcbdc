import { UsageError } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { CustomerGateway } from '../topology/types.ts';
import { DRILL_EVENTS } from './catalogue.ts';
import type { DrillEvent, Setting } from './event.ts';

/** One event of a drill, and whom it happens to. */
export interface PlannedEvent extends Setting {
  /** e.g. `silent-death:tunnel-1`, `reboot:onprem-router`. */
  readonly name: string;
  readonly title: string;
  readonly event: DrillEvent;
  readonly gateway: CustomerGateway;
}

/** A site with the tunnels of its router that are up. */
export interface Site {
  readonly gateway: CustomerGateway;
  readonly tunnels: readonly string[];
  /** Those of them over whose BGP session AWS has learned something. */
  readonly bgpSessions: readonly string[];
}

/**
 * The events that happen to sites, in their order.
 * @param only names of events, or of events and whom they happen to; all of them without it.
 * @throws {UsageError} if there is no event of such a name.
 */
export function planEvents(sites: readonly Site[], only: readonly string[] | undefined): PlannedEvent[] {
  const all = sites.flatMap((site) => DRILL_EVENTS.flatMap((event) => eventsAt(site, event)));
  if (only === undefined) return all;
  for (const name of only) requireEvent(name, all);
  return all.filter(({ name, event }) => only.includes(name) || only.includes(event.name));
}

/**
 * Refuses a name that no event has, before a lab is brought up.
 * @throws {UsageError} naming the nearest.
 */
export function checkEventNames(names: readonly string[]): void {
  for (const name of names) {
    const known = DRILL_EVENTS.map((event) => event.name);
    const [event = ''] = name.split(':');
    if (known.includes(event)) continue;
    throw noEvent(name, nearestNameHint(event, known));
  }
}

function requireEvent(name: string, planned: readonly PlannedEvent[]): void {
  if (planned.some((each) => each.name === name || each.event.name === name)) return;
  const known = planned.flatMap((each) => [each.event.name, each.name]);
  throw noEvent(name, nearestNameHint(name, known));
}

function noEvent(value: string, hint: string): UsageError {
  return new UsageError({
    key: '--only',
    what: 'a drill has no such event',
    value,
    hint: `${hint}; s2s drill --list shows them all`,
  });
}

function eventsAt({ gateway, tunnels, bgpSessions }: Site, event: DrillEvent): PlannedEvent[] {
  const { name: router } = gateway.router;
  const targets = { tunnel: tunnels, bgpSession: bgpSessions, router: [null] };
  return targets[event.happensTo].map((tunnel) => ({
    name: `${event.name}:${tunnel ?? router}`,
    title: titleOf(event, router, tunnel),
    event,
    gateway,
    router,
    tunnel,
    otherTunnels: tunnels.filter((each) => each !== tunnel),
    bgpSessions,
  }));
}

/** An event's title with the names in it. */
export function titleOf({ title }: DrillEvent, router: string, tunnel: string | null): string {
  return withNames(title, { router, tunnel });
}

/** A text of an event with the names of whom it happens to. */
export function withNames(text: string, { router, tunnel }: Pick<Setting, 'router' | 'tunnel'>): string {
  return text.replaceAll('{router}', router).replaceAll('{tunnel}', tunnel ?? 'a tunnel');
}
