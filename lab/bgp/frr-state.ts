import { isIpv6 } from '../topology/cidr.ts';

/** BGP as the FRR of a router has it. */
export interface FrrState {
  readonly neighbors: readonly FrrNeighborState[];
  /** The prefixes that it announces by `network`, aggregation or redistribution. */
  readonly networks: readonly FrrNetwork[];
}

/** A neighbor of FRR's. */
export interface FrrNeighborState {
  readonly address: string;
  /** The ASN that it speaks with, and that which it expects. */
  readonly localAs: number;
  readonly remoteAs: number;
  /** RFC 4271's name, e.g. `Established`. */
  readonly state: string;
  readonly isShutDown: boolean;
  /** Why the session was ended last by a NOTIFICATION, e.g. `Hold Timer Expired`; null if it was not. */
  readonly lastNotification: string | null;
  /** Whether routes are kept back for want of a policy (RFC 8212: `bgp ebgp-requires-policy`). */
  readonly policyMissing: { readonly in: boolean; readonly out: boolean };
  /** Route-maps and lists that filter, as the configuration has them, e.g. `route-map NONE out`. */
  readonly filters: { readonly in: readonly string[]; readonly out: readonly string[] };
  /** Routes taken from it. */
  readonly accepted: number;
  /** Whether everything that there was to announce has been sent: something has, or FRR no longer keeps its first updates back. */
  readonly hasSentAll: boolean;
  /** Whether its session is so young that FRR may not have done with what it was told: taken it, and put it into the kernel. */
  readonly isYoung: boolean;
}

/** A prefix of the router's own. */
export interface FrrNetwork {
  readonly destinationCidrBlock: string;
  /** False where the router's table has no such route, without which FRR announces none (`bgp network import-check`). */
  readonly isValid: boolean;
}

/** What {@link readFrrState} reads, as arguments of vtysh. */
export const FRR_STATE_COMMAND =
  "vtysh -c 'show bgp neighbors json' -c 'show bgp ipv4 unicast json' -c 'show bgp ipv6 unicast json'";

/** Fields as FRR 10 has them; only what is looked at. */
interface Neighbor {
  readonly localAs: number;
  readonly remoteAs: number;
  readonly bgpState: string;
  readonly adminShutDown?: boolean;
  readonly lastNotificationReason?: string;
  readonly bgpTimerUpMsec?: number;
  readonly addressFamilyInfo?: { readonly ipv4Unicast?: Family; readonly ipv6Unicast?: Family };
}

interface Family {
  readonly inboundEbgpRequiresPolicy?: string;
  readonly outboundEbgpRequiresPolicy?: string;
  readonly acceptedPrefixCounter?: number;
  readonly sentPrefixCounter?: number;
  readonly routeMapForIncomingAdvertisements?: string;
  readonly routeMapForOutgoingAdvertisements?: string;
  readonly incomingUpdatePrefixFilterList?: string;
  readonly outgoingUpdatePrefixFilterList?: string;
  readonly incomingUpdateNetworkFilterList?: string;
  readonly outgoingUpdateNetworkFilterList?: string;
}

interface Table {
  readonly routes?: Readonly<Record<string, readonly { readonly valid?: boolean; readonly path?: string }[]>>;
}

/** FRR keeps the first updates of a session back for a second (coalesce-time), and counts a session's age in whole seconds. */
const FIRST_UPDATES_MS = 2000;

/** Reads what FRR prints to {@link FRR_STATE_COMMAND}; null if it is not that, as where no bgpd runs. */
export function readFrrState(output: string): FrrState | null {
  const documents = jsonDocuments(output);
  const tables = (documents as Table[]).filter(({ routes }) => routes !== undefined);
  if (tables.length === 0) return null;
  // Without a neighbor there is nothing before the tables.
  const [neighbors = {}] = (documents as (Table & Readonly<Record<string, Neighbor>>)[]).filter(
    ({ routes }) => routes === undefined,
  );
  return {
    neighbors: Object.entries(neighbors)
      .filter(([, each]) => typeof each === 'object')
      .map(([address, each]) => neighborOf(address, each)),
    networks: tables.flatMap(networksOf),
  };
}

function networksOf({ routes = {} }: Table): FrrNetwork[] {
  return Object.entries(routes).flatMap(([destinationCidrBlock, paths]) => {
    const own = paths.filter(({ path }) => path === '');
    return own.length === 0
      ? []
      : [{ destinationCidrBlock, isValid: own.some(({ valid }) => valid === true) }];
  });
}

function neighborOf(address: string, neighbor: Neighbor): FrrNeighborState {
  const { localAs, remoteAs, bgpState, adminShutDown = false, bgpTimerUpMsec = 0 } = neighbor;
  const isYoung = bgpTimerUpMsec < FIRST_UPDATES_MS;
  const { ipv4Unicast, ipv6Unicast } = neighbor.addressFamilyInfo ?? {};
  const family: Family = (isIpv6(address) ? ipv6Unicast : ipv4Unicast) ?? {};
  const filter = (kind: string, name: string | undefined, direction: string): string[] =>
    name === undefined ? [] : [`${kind} ${name} ${direction}`];
  return {
    address,
    localAs,
    remoteAs,
    state: bgpState,
    isShutDown: adminShutDown,
    lastNotification: neighbor.lastNotificationReason ?? null,
    policyMissing: {
      in: family.inboundEbgpRequiresPolicy !== undefined,
      out: family.outboundEbgpRequiresPolicy !== undefined,
    },
    filters: {
      in: [
        ...filter('route-map', family.routeMapForIncomingAdvertisements, 'in'),
        ...filter('prefix-list', family.incomingUpdatePrefixFilterList, 'in'),
        ...filter('distribute-list', family.incomingUpdateNetworkFilterList, 'in'),
      ],
      out: [
        ...filter('route-map', family.routeMapForOutgoingAdvertisements, 'out'),
        ...filter('prefix-list', family.outgoingUpdatePrefixFilterList, 'out'),
        ...filter('distribute-list', family.outgoingUpdateNetworkFilterList, 'out'),
      ],
    },
    accepted: family.acceptedPrefixCounter ?? 0,
    hasSentAll: (family.sentPrefixCounter ?? 0) > 0 || !isYoung,
    isYoung,
  };
}

/** The JSON objects that stand one after the other in a text, each from a `{` to a `}` at the beginning of a line. */
function jsonDocuments(output: string): unknown[] {
  const texts = output.trim().split(/(?<=^ ?\}.*)\n(?=\{)/m);
  try {
    return texts.map((text): unknown => JSON.parse(text));
  } catch {
    return [];
  }
}
