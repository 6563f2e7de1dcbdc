/** What a text has where it stops being JSON. */
export class JsonFlaw extends Error {
  readonly offset: number;

  constructor(what: string, offset: number) {
    super(what);
    this.offset = offset;
  }
}

/** Also between documents, where lists of them were pasted. */
const BETWEEN = /[\s\uFEFF,]*/y;
const BLANK = /[\s\uFEFF]*/y;
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"/y;
const PLAIN = /[^\s,:[\]{}"]+/y;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
/** How deep objects and arrays may lie in each other. */
export const MAX_DEPTH = 200;

/** Reads a text as JSON, and notes where each object and array begins. */
export class Scanner {
  readonly #text: string;
  readonly #starts: WeakMap<object, number>;
  #at: number;
  #depth = 0;
  /** Of the container at the very beginning: where the members start that have been read. */
  #members: Map<string, number> | undefined;

  constructor(text: string, starts: WeakMap<object, number>, at = 0) {
    this.#text = text;
    this.#starts = starts;
    this.#at = at;
  }

  hasMore(): boolean {
    this.#match(BETWEEN);
    return this.#at < this.#text.length;
  }

  /** Where a member of the container that begins here stands. */
  memberStart(member: string): number | undefined {
    this.#members = new Map();
    this.value();
    return this.#members.get(member);
  }

  value(): unknown {
    this.#match(BLANK);
    const start = this.#at;
    const first = this.#text[start];
    if (first === '{' || first === '[') {
      if (this.#depth === MAX_DEPTH) throw new JsonFlaw('is nested too deep', start);
      this.#depth += 1;
      const container = first === '{' ? this.#object() : this.#array();
      this.#depth -= 1;
      this.#starts.set(container, start);
      return container;
    }
    return first === '"' ? this.#string() : this.#plain();
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    const opened = this.#at;
    this.#at += 1;
    while (!this.#closes('}', opened)) {
      const start = this.#at;
      if (this.#text[start] !== '"') throw new JsonFlaw('a member begins with its name in quotes', start);
      const key = this.#string();
      this.#match(BLANK);
      if (this.#text[this.#at] !== ':') throw new JsonFlaw('a colon is missing here', this.#at);
      this.#at += 1;
      this.#note(key, start);
      const value = this.value();
      // Not by assignment: __proto__ would be no member then.
      if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true });
      else object[key] = value;
      this.#comma('}');
    }
    return object;
  }

  #array(): unknown[] {
    const array: unknown[] = [];
    const opened = this.#at;
    this.#at += 1;
    while (!this.#closes(']', opened)) {
      this.#note(String(array.length), this.#at);
      array.push(this.value());
      this.#comma(']');
    }
    return array;
  }

  #note(member: string, start: number): void {
    if (this.#depth === 1) this.#members?.set(member, start);
  }

  #closes(bracket: string, opened: number): boolean {
    this.#match(BLANK);
    if (this.#at >= this.#text.length) throw new JsonFlaw('is not closed before the end of the file', opened);
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  /** Between two members there is one; behind the last there may be one. */
  #comma(bracket: string): void {
    this.#match(BLANK);
    const next = this.#text[this.#at];
    if (next === ',') this.#at += 1;
    else if (next !== bracket && next !== undefined) throw new JsonFlaw('a comma is missing here', this.#at);
  }

  #string(): string {
    const start = this.#at;
    const quoted = this.#match(STRING);
    if (quoted === '') throw new JsonFlaw('a text in quotes is not closed', start);
    if (!quoted.includes('\\')) return quoted.slice(1, -1);
    try {
      // Line breaks in a text are not JSON, and pasting makes them.
      return JSON.parse(
        quoted.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t'),
      ) as string;
    } catch {
      throw new JsonFlaw('has an escape sequence that JSON does not know', start);
    }
  }

  #plain(): unknown {
    const start = this.#at;
    const word = this.#match(PLAIN);
    if (WORDS.has(word)) return WORDS.get(word);
    if (NUMBER.test(word)) return Number(word);
    throw new JsonFlaw('is not JSON from here on', start);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found = ''] = pattern.exec(this.#text) ?? [];
    this.#at += found.length;
    return found;
  }
}
