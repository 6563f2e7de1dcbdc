import { JsonFlaw, MAX_DEPTH, Scanner } from './scanner.ts';

/** A JSON value that is an object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A JSON text, read: the documents that stand in it one after the other, as several pages of an answer do. */
export interface JsonText {
  readonly documents: readonly unknown[];
  /** Where it stops being JSON, and why; what stands before is in `documents`. */
  readonly flaw: { readonly line: number; readonly column: number; readonly what: string } | undefined;
  /** Whether all of it is one line, as programs print it: then no line tells anything. */
  readonly isOneLine: boolean;
  /** The line of an object or array of `documents`, or of a member of it; from 1. */
  readonly lineOf: (container: object, member?: string | number) => number;
}

/**
 * Reads JSON as it is found in files: with a byte order mark, commas behind the last member, and several documents in one
 * text. Numbers that a double cannot hold keep their nearest. Never throws.
 */
export function readJson(text: string): JsonText {
  const lines = lineIndex(text);
  const strict = parsed(text);
  const scanned = strict === undefined ? scan(text) : undefined;
  const { flaw } = scanned ?? {};
  let starts = scanned?.starts;
  const lineOf: JsonText['lineOf'] = (container, member) => {
    // Of JSON that is as it has to be, the places are looked for when the first of them is asked for.
    starts ??= startsIn(strict?.document, scan(text));
    const start = starts.get(container) ?? 0;
    if (member === undefined) return lines(start);
    return lines(new Scanner(text, new WeakMap(), start).memberStart(String(member)) ?? start);
  };
  return {
    documents: scanned?.documents ?? [strict?.document],
    isOneLine: !text.trim().includes('\n'),
    flaw: flaw && {
      line: lines(flaw.offset),
      column: flaw.offset - text.lastIndexOf('\n', flaw.offset - 1),
      what: flaw.message,
    },
    lineOf,
  };
}

/** The document of a text that is JSON by its standard, which is read fast; undefined of any other. */
function parsed(text: string): { readonly document: unknown } | undefined {
  try {
    const document = JSON.parse(text) as unknown;
    return isDeeperThan(document, MAX_DEPTH) ? undefined : { document };
  } catch {
    return undefined;
  }
}

const isDeeperThan = (value: unknown, depth: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 0 || Object.values(value).some((each) => isDeeperThan(each, depth - 1)));

/** What {@link Scanner} finds: the documents, where their objects and arrays begin, and what stopped it. */
interface Scanned {
  readonly documents: readonly unknown[];
  readonly starts: WeakMap<object, number>;
  readonly flaw: JsonFlaw | undefined;
}

function scan(text: string): Scanned {
  const starts = new WeakMap<object, number>();
  const documents: unknown[] = [];
  try {
    const scanner = new Scanner(text, starts);
    while (scanner.hasMore()) documents.push(scanner.value());
  } catch (error) {
    if (!(error instanceof JsonFlaw)) throw error;
    return { documents, starts, flaw: error };
  }
  return { documents, starts, flaw: undefined };
}

/** Where the objects and arrays of a document begin, by those of the same document that was scanned. */
function startsIn(document: unknown, { documents, starts }: Scanned): WeakMap<object, number> {
  const found = new WeakMap<object, number>();
  const pair = (own: unknown, same: unknown): void => {
    if (typeof own !== 'object' || own === null || typeof same !== 'object' || same === null) return;
    found.set(own, starts.get(same) ?? 0);
    for (const [key, value] of Object.entries(own)) pair(value, (same as Record<string, unknown>)[key]);
  };
  pair(document, documents[0]);
  return found;
}

/** Where a line begins is looked for once; from an offset to its line is a search by halves. */
function lineIndex(text: string): (offset: number) => number {
  let ends: number[] | undefined;
  return (offset) => {
    if (ends === undefined) {
      ends = [];
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) ends.push(at);
    }
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ends[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
