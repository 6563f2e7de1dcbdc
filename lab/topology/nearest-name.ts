/** Names that begin as the unknown one does are offered up to this number. */
const MOST_OFFERED = 3;

/** A hint for a name that is not known: those that begin so, the {@link nearestName}, or the list of all. */
export function nearestNameHint(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'there is none to choose from';
  const longer = name === '' ? [] : known.filter((each) => each.toLowerCase().startsWith(name.toLowerCase()));
  if (longer.length > 0 && longer.length <= MOST_OFFERED) return `did you mean ${longer.join(' or ')}?`;
  const nearest = nearestName(name, known);
  return nearest === undefined ? `known: ${known.join(', ')}` : `did you mean ${nearest}?`;
}

/** The known name that is meant by one that is not, with few letters to change: a third of its length at most. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return nearest !== undefined && nearest.edits <= Math.max(1, Math.ceil(name.length / 3))
    ? nearest.candidate
    : undefined;
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
