import { given } from '../given.ts';
import { algorithmName, proposalKeywords } from './proposal.ts';
import type { ViciClient } from './vici.ts';
import type { ViciMessage } from './vici-message.ts';
import { flagOf, isSection, listOf, numberOf, sectionsOf, textOf } from './vici-section.ts';

/** An IKE_SA as `swanctl --list-sas` shows it. Times are in seconds; null where the daemon has none. */
export interface IkeSa {
  /** Name of the connection. */
  readonly name: string;
  readonly uniqueId: number;
  readonly version: 1 | 2;
  /** strongSwan's state name, e.g. `CONNECTING`, `ESTABLISHED`. */
  readonly state: string;
  /** Whether this side initiated. */
  readonly initiator: boolean;
  readonly localHost: string;
  readonly localPort: number;
  readonly remoteHost: string;
  readonly remotePort: number;
  /** Algorithms as strongSwan names them, e.g. `AES_CBC-128`, `HMAC_SHA1_96`; null until negotiated. */
  readonly encryption: string | null;
  /** Null for AEAD algorithms too. */
  readonly integrity: string | null;
  readonly prf: string | null;
  readonly dhGroup: string | null;
  readonly natLocal: boolean;
  readonly natRemote: boolean;
  /** A NAT on the path, or one that was faked to force UDP encapsulation. */
  readonly natAny: boolean;
  readonly establishedSeconds: number | null;
  /** Seconds until rekeying, or until the reauthentication that IKEv1 has instead. */
  readonly rekeySeconds: number | null;
  readonly childSas: readonly ChildSa[];
}

/** A CHILD_SA: one pair of ESP SAs. SPIs are 8 hex digits; null where the daemon has no value yet. */
export interface ChildSa {
  readonly name: string;
  readonly uniqueId: number;
  readonly reqid: number;
  /** strongSwan's state name, e.g. `INSTALLED`, `REKEYED`. */
  readonly state: string;
  readonly mode: string;
  readonly protocol: string | null;
  /** ESP in UDP. */
  readonly encap: boolean;
  readonly spiIn: string | null;
  readonly spiOut: string | null;
  readonly encryption: string | null;
  readonly integrity: string | null;
  /** Null without PFS, and for the first CHILD_SA of an IKEv2 IKE_SA, which never does its own exchange. */
  readonly dhGroup: string | null;
  readonly bytesIn: number;
  readonly packetsIn: number;
  readonly bytesOut: number;
  readonly packetsOut: number;
  readonly installSeconds: number | null;
  readonly rekeySeconds: number | null;
  readonly localTs: readonly string[];
  readonly remoteTs: readonly string[];
  /** Mark and if_id of what it sends; absent without one. */
  readonly markOut?: number;
  readonly ifIdOut?: number;
}

/** Lists the daemon's IKE_SAs with their CHILD_SAs, in the daemon's order. Throws `ViciError`. */
export async function listSas(client: ViciClient): Promise<IkeSa[]> {
  const sas: IkeSa[] = [];
  for await (const message of client.stream('list-sas', 'list-sa')) sas.push(...readIkeSas(message));
  return sas;
}

/** Reads the IKE_SAs of a `list-sa`, `ike-updown` or `child-updown` event. */
export function readIkeSas(message: ViciMessage): IkeSa[] {
  return sectionsOf(message).map(([name, section]) => readIkeSa(name, section));
}

/** The negotiated proposal as a person writes it in a configuration, e.g. `aes128-sha1-modp1024`. */
export function proposalOf(sa: IkeSa | ChildSa): string {
  return proposalKeywords({
    encryption: sa.encryption,
    integrity: sa.integrity,
    prf: 'prf' in sa ? sa.prf : null,
    dhGroup: sa.dhGroup,
  });
}

function readIkeSa(name: string, section: ViciMessage): IkeSa {
  const children = section['child-sas'];
  return {
    name,
    uniqueId: numberOf(section, 'uniqueid') ?? 0,
    version: textOf(section, 'version') === '1' ? 1 : 2,
    state: textOf(section, 'state') ?? '',
    initiator: flagOf(section, 'initiator'),
    localHost: textOf(section, 'local-host') ?? '',
    localPort: numberOf(section, 'local-port') ?? 0,
    remoteHost: textOf(section, 'remote-host') ?? '',
    remotePort: numberOf(section, 'remote-port') ?? 0,
    ...algorithmsOf(section),
    prf: textOf(section, 'prf-alg'),
    natLocal: flagOf(section, 'nat-local'),
    natRemote: flagOf(section, 'nat-remote'),
    natAny: flagOf(section, 'nat-any'),
    establishedSeconds: numberOf(section, 'established'),
    rekeySeconds: numberOf(section, 'rekey-time') ?? numberOf(section, 'reauth-time'),
    childSas: isSection(children) ? sectionsOf(children).map(([key, child]) => readChildSa(key, child)) : [],
  };
}

function readChildSa(key: string, section: ViciMessage): ChildSa {
  return {
    // The section is called <name>-<uniqueid>, so that a rekeyed CHILD_SA can stand beside its successor.
    name: textOf(section, 'name') ?? key,
    uniqueId: numberOf(section, 'uniqueid') ?? 0,
    reqid: numberOf(section, 'reqid') ?? 0,
    state: textOf(section, 'state') ?? '',
    mode: textOf(section, 'mode') ?? '',
    protocol: textOf(section, 'protocol'),
    encap: flagOf(section, 'encap'),
    spiIn: textOf(section, 'spi-in'),
    spiOut: textOf(section, 'spi-out'),
    ...algorithmsOf(section),
    bytesIn: numberOf(section, 'bytes-in') ?? 0,
    packetsIn: numberOf(section, 'packets-in') ?? 0,
    bytesOut: numberOf(section, 'bytes-out') ?? 0,
    packetsOut: numberOf(section, 'packets-out') ?? 0,
    installSeconds: numberOf(section, 'install-time'),
    rekeySeconds: numberOf(section, 'rekey-time'),
    localTs: listOf(section, 'local-ts'),
    remoteTs: listOf(section, 'remote-ts'),
    ...given({ markOut: hexOf(section, 'mark-out'), ifIdOut: hexOf(section, 'if-id-out') }),
  };
}

function algorithmsOf(section: ViciMessage): Pick<ChildSa, 'encryption' | 'integrity' | 'dhGroup'> {
  return {
    encryption: algorithmName(textOf(section, 'encr-alg'), textOf(section, 'encr-keysize')),
    integrity: algorithmName(textOf(section, 'integ-alg'), textOf(section, 'integ-keysize')),
    dhGroup: textOf(section, 'dh-group'),
  };
}

function hexOf(section: ViciMessage, key: string): number | undefined {
  const text = textOf(section, key);
  return text === null ? undefined : Number.parseInt(text, 16);
}
