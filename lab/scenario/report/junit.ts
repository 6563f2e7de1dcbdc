import { outcomeOf } from '../result.ts';
import type { ScenarioFailure, ScenarioResult, ScenarioVerdict, StepResult, SuiteResult } from '../result.ts';
import { element, xmlDocument } from './xml.ts';
import type { XmlElement } from './xml.ts';

/**
 * A run as JUnit XML: a suite for each scenario, a case for each step that lies within no other. What is inconclusive is
 * an `error` of type `inconclusive`, since nothing was shown either way. A control run is one case, which passes if the
 * scenario failed. A scenario that was interrupted is one case that was skipped.
 */
export function junitReport(suite: SuiteResult): string {
  const ran = suite.scenarios.map((result) => testSuite(result, suite.startedAt));
  const skipped = suite.notRun.map((name) =>
    element('testsuite', { name, tests: 1, failures: 0, errors: 0, skipped: 1, time: '0.000' }, [
      element('testcase', { name: 'runs', classname: name, time: '0.000' }, [
        element('skipped', { message: 'interrupted' }),
      ]),
    ]),
  );
  return xmlDocument(
    element('testsuites', { name: 's2s run', time: seconds(suite.durationMs) }, [...ran, ...skipped]),
  );
}

/** A case before it is rendered. */
interface Case {
  readonly name: string;
  readonly durationMs: number;
  readonly verdict: ScenarioVerdict;
  readonly message: string;
  /** In one line: what most readers of a report show. */
  readonly summary: string;
  readonly output: string;
}

function testSuite(result: ScenarioResult, timestamp: string): XmlElement {
  const { scenario, durationMs } = result;
  const cases = unique(result.control ? [controlCase(result)] : stepCases(result));
  const count = (...verdicts: readonly ScenarioVerdict[]): number =>
    cases.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const attributes = {
    name: scenario,
    tests: cases.length,
    failures: count('failed'),
    errors: count('error', 'inconclusive'),
    skipped: count('skipped'),
    time: seconds(durationMs),
    timestamp,
  };
  return element('testsuite', attributes, [
    element('properties', {}, properties(result)),
    ...cases.map((each) => testCase(scenario, each)),
  ]);
}

function properties(result: ScenarioResult): XmlElement[] {
  const { timers, dataplane, lab, control, title, proves, rule, source, evidence, reproduce } = result;
  const values = {
    timers,
    dataplane,
    lab,
    control: String(control),
    title,
    proves,
    rule,
    source,
    evidence,
    reproduce,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === null ? [] : [element('property', { name, value })],
  );
}

function stepCases({ steps, failure }: ScenarioResult): Case[] {
  return steps.flatMap((step, index) => {
    if (step.depth > 0) return [];
    const after = steps.slice(index + 1);
    const end = after.findIndex(({ depth }) => depth === 0);
    const within = end === -1 ? after : after.slice(0, end);
    const { title: name, durationMs, verdict, evidence } = step;
    return [
      {
        name,
        durationMs,
        verdict,
        message: failure?.message ?? evidence,
        summary: summaryOf(failure, evidence),
        output: outputOf([step, ...within]),
      },
    ];
  });
}

function controlCase(result: ScenarioResult): Case {
  const { verdict, durationMs, steps, failure } = result;
  const message = failure?.message ?? 'it passed without its cause, so it proves nothing';
  return {
    name: 'fails without its cause',
    durationMs,
    verdict: outcomeOf(result),
    message: verdict === 'failed' ? '' : message,
    summary: verdict === 'failed' ? '' : summaryOf(failure, message),
    output: outputOf(steps),
  };
}

/** What failed, and the cause where `explain` found one. */
function summaryOf(failure: ScenarioFailure | null, otherwise: string): string {
  const [first] = failure?.faults ?? [];
  const [what = ''] = (failure?.message ?? otherwise).split('\n');
  return first?.cause === undefined ? what : `${what}: ${first.cause}`;
}

function outputOf(steps: readonly StepResult[]): string {
  return steps
    .filter(({ depth, evidence }) => depth > 0 || evidence !== '')
    .map(({ kind, title, verdict, evidence }) =>
      `${kind} ${verdict}: ${title}\n${evidence.replaceAll(/^/gm, '  ')}`.trimEnd(),
    )
    .join('\n');
}

/** Readers of JUnit XML take cases of one name for one case: the second gets a number, and so on. */
function unique(cases: readonly Case[]): Case[] {
  return cases.map((each, index) => {
    const before = cases.slice(0, index).filter(({ name }) => name === each.name).length;
    return before === 0 ? each : { ...each, name: `${each.name} (${before + 1})` };
  });
}

const TAGS = {
  passed: null,
  failed: 'failure',
  inconclusive: 'error',
  error: 'error',
  skipped: 'skipped',
} as const;

function testCase(
  classname: string,
  { name, durationMs, verdict, message, summary, output }: Case,
): XmlElement {
  const tag = TAGS[verdict];
  return element('testcase', { name, classname, time: seconds(durationMs) }, [
    ...(tag === null
      ? []
      : [element(tag, tag === 'skipped' ? { message } : { type: verdict, message: summary }, message)]),
    ...(output === '' ? [] : [element('system-out', {}, output)]),
  ]);
}

/** A duration as JUnit has it. */
export const seconds = (ms: number): string => (ms / 1000).toFixed(3);
