/** Names that begin as the unknown one does are offered up to this number. */
const MOST_OFFERED = 3;

/**
 * A hint for a name that is not known: the nearest known one, or the list of all.
 * Near means that it begins so, or few letters to change (a third of the name's length at most).
 */
export function nearestNameHint(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const longer = name === '' ? [] : known.filter((each) => each.toLowerCase().startsWith(name.toLowerCase()));
  if (longer.length > 0 && longer.length <= MOST_OFFERED) return `did you mean ${longer.join(' or ')}?`;
  const ranked = known
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  const nearest = ranked[0];
  if (nearest !== undefined && nearest.edits <= Math.max(1, Math.ceil(name.length / 3))) {
    return `did you mean ${nearest.candidate}?`;
  }
  return `known: ${known.join(', ')}`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
