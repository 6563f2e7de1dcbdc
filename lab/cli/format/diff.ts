import type { ChangedPair, ReachabilityDiff } from '../../gate/diff.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** Pairs that have changed, worst first, and hosts that have come or gone. */
export function formatDiff(
  {
    old,
    new: now,
    pairs,
    opened,
    closed,
    otherwise,
    added,
    removed,
  }: ReachabilityDiff & { readonly old: string; readonly new: string },
  c: Colours,
): string {
  const changed = opened.length + closed.length;
  const parts = [
    pairsOf('No longer answered', closed, ({ new: { cause } }) => cause ?? '', c),
    pairsOf('Answered now', opened, (pair) => `was ${pair.old.cause}`, c),
    pairsOf(
      'Still not answered, for another reason',
      otherwise,
      (pair) => `${pair.old.cause}; now ${pair.new.cause}`,
      c,
    ),
    hostsOf('Hosts that are new', added, c),
    hostsOf('Hosts that are gone', removed, c),
    c.bold(`${changed} of ${pairs} pairs change from ${old} to ${now}, by the model`),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function pairsOf(
  title: string,
  all: readonly ChangedPair[],
  why: (pair: ChangedPair) => string,
  c: Colours,
): string {
  if (all.length === 0) return '';
  const rows = all.map((pair) => [
    pair.from,
    pair.ipVersion === 'ipv6' ? `${pair.to} over IPv6` : pair.to,
    why(pair),
  ]);
  return section(title, table([], rows, c), c);
}

const hostsOf = (title: string, names: readonly string[], c: Colours): string =>
  names.length === 0 ? '' : section(title, `  ${names.join(', ')}`, c);
