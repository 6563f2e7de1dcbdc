import { ViciError } from '../errors.ts';

/** A VICI message or section: values, lists of values, and sections, by name. */
export interface ViciMessage {
  readonly [key: string]: string | readonly string[] | ViciMessage;
}

/** Element types (VICI protocol, section "Message format"). */
const ELEMENT = {
  sectionStart: 1,
  sectionEnd: 2,
  keyValue: 3,
  listStart: 4,
  listItem: 5,
  listEnd: 6,
} as const;

const MAX_NAME_BYTES = 0xff;
const MAX_VALUE_BYTES = 0xffff;

/** Encodes a message; throws {@link ViciError} when a name or value is too long. */
export function encodeMessage(message: ViciMessage): Buffer {
  return Buffer.concat(
    Object.entries(message).flatMap(([key, value]) => {
      if (typeof value === 'string') return [element(ELEMENT.keyValue), shortString(key), longString(value)];
      if (isList(value)) {
        const items = value.flatMap((item) => [element(ELEMENT.listItem), longString(item)]);
        return [element(ELEMENT.listStart), shortString(key), ...items, element(ELEMENT.listEnd)];
      }
      return [
        element(ELEMENT.sectionStart),
        shortString(key),
        encodeMessage(value),
        element(ELEMENT.sectionEnd),
      ];
    }),
  );
}

/** Encodes a name: ASCII behind an 8-bit length. */
export function shortString(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_NAME_BYTES) throw tooLong('name', bytes.length, MAX_NAME_BYTES);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Encodes a value: UTF-8 behind a 16-bit length. */
function longString(text: string): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > MAX_VALUE_BYTES) throw tooLong('value', bytes.length, MAX_VALUE_BYTES);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

// Names the size only: a value may be a secret.
function tooLong(part: string, size: number, limit: number): ViciError {
  return new ViciError({
    what: `a VICI ${part} of ${size} bytes is too long`,
    rule: `at most ${limit} bytes`,
  });
}

const element = (type: number): Buffer => Buffer.from([type]);
const isList = (value: ViciMessage[string]): value is readonly string[] => Array.isArray(value);

/**
 * Decodes a message. Values are read as UTF-8: certificates and other blobs do not survive.
 * Throws {@link ViciError} for input that is cut short, unbalanced, or has a name twice in a section.
 */
export function decodeMessage(bytes: Buffer): ViciMessage {
  let at = 0;

  const take = (count: number, what: string): Buffer => {
    if (at + count > bytes.length) throw malformed(`ends inside ${what}`, bytes.length);
    at += count;
    return bytes.subarray(at - count, at);
  };
  const name = (): string => take(take(1, 'a name').readUInt8(), 'a name').toString();
  const value = (): string => take(take(2, 'a value').readUInt16BE(), 'a value').toString();

  const list = (): string[] => {
    const items: string[] = [];
    for (;;) {
      const type = take(1, 'a list').readUInt8();
      if (type === ELEMENT.listEnd) return items;
      if (type !== ELEMENT.listItem) throw malformed(`has element ${type} in a list`, at - 1);
      items.push(value());
    }
  };

  const section = (depth: number): ViciMessage => {
    const entries = new Map<string, ViciMessage[string]>();
    const add = (key: string, content: ViciMessage[string]): void => {
      if (entries.has(key)) throw malformed(`has '${key}' twice in one section`, at);
      entries.set(key, content);
    };
    while (at < bytes.length) {
      const type = take(1, 'an element').readUInt8();
      if (type === ELEMENT.keyValue) add(name(), value());
      else if (type === ELEMENT.listStart) add(name(), list());
      else if (type === ELEMENT.sectionStart) add(name(), section(depth + 1));
      else if (type === ELEMENT.sectionEnd && depth > 0) return Object.fromEntries(entries);
      else throw malformed(`has element ${type} out of place`, at - 1);
    }
    if (depth > 0) throw malformed('ends inside a section', at);
    return Object.fromEntries(entries);
  };

  return section(0);
}

function malformed(what: string, offset: number): ViciError {
  return new ViciError({ what: `malformed VICI message: ${what} (byte ${offset})` });
}
