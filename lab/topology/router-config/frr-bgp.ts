import { isCidrBlock, networkOf } from '../cidr.ts';
import { isScript } from './ip-commands.ts';
import type { SourceText } from './router-files.ts';
import type { TextPlace } from './script-facts.ts';

/** What a router's own FRR or BIRD says of BGP towards AWS. */
export interface RouterBgp {
  readonly asn: TextPlace & { readonly value: number };
  /** The ASN that it expects of its neighbours over inside addresses; null where it does not say. */
  readonly remoteAsn: (TextPlace & { readonly value: number }) | null;
  /** What it announces by `network`. */
  readonly networks: readonly string[];
}

const CONFIGURATION = /^\/etc\/frr\/(frr|bgpd)\.conf$/;
/** A line of it, or the argument of `vtysh -c`. */
const LINE = /^(.*-c\s*["'])?\s*/.source;

/**
 * Reads BGP from FRR's configuration (frr.conf, or bgpd.conf of FRR and Quagga), and from what scripts tell vtysh; null if
 * the router has none.
 */
export function readFrrBgp(files: readonly SourceText[]): RouterBgp | null {
  const lines = files
    .filter((text) => CONFIGURATION.test(text.path) || isScript(text))
    .flatMap((text) =>
      text.text
        .split('\n')
        .map((content, index) => ({ file: text.from, line: index + 1, text: content.trim() }))
        .filter((line) => CONFIGURATION.test(text.path) || /-c\s*["']/.test(line.text)),
    );
  const found = (command: string): (TextPlace & { value: string })[] =>
    lines.flatMap((place) => {
      const value = new RegExp(`${LINE}${command}`).exec(place.text)?.at(-1);
      return value === undefined ? [] : [{ ...place, value }];
    });
  const [asn] = found(String.raw`router bgp (\d+)`);
  if (asn === undefined) return null;
  const groups = found(String.raw`neighbor 169\.254\.\S+ peer-group (\S+)`).map(({ value }) => value);
  const [remoteAsn] = [String.raw`169\.254\.\S+`, ...groups].flatMap((neighbor) =>
    found(String.raw`neighbor ${neighbor} remote-as (\d+)`),
  );
  const networks = found(String.raw`network ([\d./]+)`).map(({ value }) => value);
  return {
    asn: { ...asn, value: Number(asn.value) },
    remoteAsn: remoteAsn === undefined ? null : { ...remoteAsn, value: Number(remoteAsn.value) },
    networks: networks.filter(isCidrBlock).map(networkOf),
  };
}
