import type { Problem } from '../errors.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { given } from '../given.ts';
import type { Scenario } from './scenario.ts';

/** The most characters that lists and reports have room for. */
const TITLE_LENGTH = 60;

/** What each key of a scenario has to be: nobody checks the types of what is only run. */
const KEYS: Readonly<Record<keyof Scenario, Key>> = {
  title: { isRight: isTitle, rule: `what it shows, in ${TITLE_LENGTH} characters at most`, optional: true },
  proves: { isRight: isText, rule: 'one sentence: what a passed run proves' },
  rule: { isRight: isText, rule: 'the AWS rule behind it, one sentence', optional: true },
  source: { isRight: isText, rule: 'where that rule is written', optional: true },
  control: {
    isRight: isControl,
    rule: "'without-faults', or { labFile: 'other.yaml' }: how the control run takes the cause away, so that it has to fail",
    hint: "'without-faults' if run injects faults; else write a lab file in which the cause is not",
  },
  run: {
    isRight: (value) => typeof value === 'function',
    rule: 'a function: async (run) => { steps and checks }',
    hint: 'e.g. async run(run) { await run.check(established()); }',
  },
};

interface Key {
  readonly isRight: (value: unknown) => boolean;
  readonly rule: string;
  readonly hint?: string;
  readonly optional?: true;
}

/** Everything that is wrong with what a scenario.ts exports by default. */
export function scenarioFaults(definition: object): Problem[] {
  const wrong = Object.entries(KEYS).flatMap(([key, { isRight, optional, rule, hint }]): Problem[] => {
    const value = (definition as Readonly<Record<string, unknown>>)[key];
    if (isRight(value) || (value === undefined && optional)) return [];
    const what = value === undefined ? 'is missing' : `is not what it has to be, but ${kindOf(value)}`;
    return [{ key, what, rule, ...given({ hint }) }];
  });
  const unknown = Object.keys(definition)
    .filter((key) => !(key in KEYS))
    .map((key) => ({ key, what: 'there is no such key', hint: nearestNameHint(key, Object.keys(KEYS)) }));
  return [...wrong, ...unknown];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isTitle(value: unknown): boolean {
  return isText(value) && String(value).length <= TITLE_LENGTH;
}

function isControl(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return value === 'without-faults';
  return 'labFile' in value && isText(value.labFile);
}

function kindOf(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'empty' : `the text '${value}'`;
  if (value === null) return 'null';
  return { object: 'an object', function: 'a function' }[typeof value as string] ?? `a ${typeof value}`;
}
