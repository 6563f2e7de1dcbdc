import type { ViciMessage } from './vici-message.ts';
import { isSection, listOf, numberOf, sectionsOf, textOf } from './vici-section.ts';

/** A connection that a daemon has loaded, as `swanctl --list-conns` shows it. */
export interface LoadedConn {
  readonly name: string;
  /** The version it initiates with. */
  readonly keyExchange: 'ikev1' | 'ikev2';
  /** `%any`, an address, a block or a host name each. */
  readonly remoteAddresses: readonly string[];
  /** Null where none is set: then it is the address. */
  readonly localId: string | null;
  /** 0: no dead peer detection. */
  readonly dpdDelaySeconds: number;
  readonly children: readonly LoadedChild[];
}

/** A CHILD_SA that a loaded connection can have. */
export interface LoadedChild {
  readonly name: string;
  /** Traffic selectors, e.g. `10.30.0.0/16` or `10.30.0.0/16[tcp/443]`; `dynamic` stands for the end's own address. */
  readonly localTs: readonly string[];
  readonly remoteTs: readonly string[];
}

/** Reads the connections of a `list-conn` event. */
export function readLoadedConns(message: ViciMessage): LoadedConn[] {
  return sectionsOf(message).map(([name, conn]) => {
    const [local] = sectionsOf(conn).flatMap(([key, end]) => (/^local-\d+$/.test(key) ? [end] : []));
    const children = conn.children;
    const localId = local === undefined ? null : textOf(local, 'id');
    return {
      name,
      keyExchange: textOf(conn, 'version') === 'IKEv1' ? 'ikev1' : 'ikev2',
      remoteAddresses: listOf(conn, 'remote_addrs'),
      localId: localId === '%any' ? null : localId,
      dpdDelaySeconds: numberOf(conn, 'dpd_delay') ?? 0,
      children: isSection(children)
        ? sectionsOf(children).map(([child, section]) => ({
            name: child,
            localTs: listOf(section, 'local-ts'),
            remoteTs: listOf(section, 'remote-ts'),
          }))
        : [],
    };
  });
}
