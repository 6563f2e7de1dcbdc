import type { ViciMessage } from './vici-message.ts';

/** The sections of a message, by their names. */
export function sectionsOf(message: ViciMessage): [string, ViciMessage][] {
  return Object.entries(message).flatMap(([key, value]) =>
    isSection(value) ? [[key, value] satisfies [string, ViciMessage]] : [],
  );
}

/** Whether a value of a message is a section. */
export const isSection = (value: ViciMessage[string] | undefined): value is ViciMessage =>
  typeof value === 'object' && !Array.isArray(value);

/** A value; null where there is none. */
export function textOf(section: ViciMessage, key: string): string | null {
  const value = section[key];
  return typeof value === 'string' ? value : null;
}

/** A number; null where there is none. */
export function numberOf(section: ViciMessage, key: string): number | null {
  const text = textOf(section, key);
  return text === null ? null : Number(text);
}

/** Whether a value is `yes`. */
export const flagOf = (section: ViciMessage, key: string): boolean => textOf(section, key) === 'yes';

/** A list; empty where there is none. */
export function listOf(section: ViciMessage, key: string): readonly string[] {
  const value = section[key];
  return typeof value === 'string' || value === undefined || isSection(value) ? [] : value;
}
