import type { RouterBgp } from './frr-bgp.ts';
import type { SourceText } from './router-files.ts';

const CONFIGURATION = /^\/etc\/bird\/.*\.conf$/;

/**
 * Reads BGP from BIRD's configuration: `local 169.254.9.2 as 65000;`, `neighbor 169.254.9.1 as 64512;`; null if the router
 * has none. What its filters announce is not worked out.
 */
export function readBirdBgp(texts: readonly SourceText[]): RouterBgp | null {
  const lines = texts
    .filter(({ path }) => CONFIGURATION.test(path))
    .flatMap(({ from, text }) =>
      text.split('\n').map((content, index) => ({ file: from, line: index + 1, text: content.trim() })),
    );
  const found = (pattern: RegExp): RouterBgp['remoteAsn'] => {
    const [first] = lines.flatMap((place) => {
      const [, value] = pattern.exec(place.text) ?? [];
      return value === undefined ? [] : [{ ...place, value: Number(value) }];
    });
    return first ?? null;
  };
  const asn = found(/^(?!#).*\blocal\b[^;]*\bas (\d+)/);
  if (asn === null) return null;
  return { asn, remoteAsn: found(/^(?!#).*\bneighbor 169\.254\.[^;]*\bas (\d+)/), networks: [] };
}
