import { isCidrBlock, networkOf } from '../cidr.ts';
import type { SourceText } from './router-files.ts';
import type { TextPlace } from './script-facts.ts';

/** What a router's own FRR says of BGP towards AWS. */
export interface FrrBgp {
  readonly asn: TextPlace & { readonly value: number };
  /** The ASN that it expects of its neighbours over inside addresses; null where it does not say. */
  readonly remoteAsn: (TextPlace & { readonly value: number }) | null;
  /** What it announces by `network`. */
  readonly networks: readonly string[];
}

const CONFIGURATION = /^\/etc\/(frr\/(frr|bgpd)|quagga\/bgpd)\.conf$/;

/** Reads BGP from FRR's configuration (frr.conf, or bgpd.conf of FRR and Quagga); null if the router has none. */
export function readFrrBgp(files: readonly SourceText[]): FrrBgp | null {
  const lines = files
    .filter(({ path }) => CONFIGURATION.test(path))
    .flatMap(({ from, text }) =>
      text.split('\n').map((content, index) => ({ file: from, line: index + 1, text: content.trim() })),
    );
  const found = (pattern: RegExp): (TextPlace & { value: number })[] =>
    lines.flatMap((place) => {
      const [, value] = pattern.exec(place.text) ?? [];
      return value === undefined ? [] : [{ ...place, value: Number(value) }];
    });
  const [asn] = found(/^router bgp (\d+)/);
  if (asn === undefined) return null;
  const [remoteAsn = null] = found(/^neighbor 169\.254\.\S+ remote-as (\d+)/);
  const networks = lines.flatMap(({ text }) => /^network (\S+)/.exec(text)?.[1] ?? []);
  return { asn, remoteAsn, networks: networks.filter(isCidrBlock).map(networkOf) };
}
