import { describe, expect, it } from 'vitest';
import { junitReport } from '../../../../lab/scenario/report/junit.ts';
import type { ScenarioResult } from '../../../../lab/scenario/result.ts';
import { broken, failed, passed, skipped, step, suite } from '../fixtures.ts';
import { readXml } from './read-xml.ts';
import type { Element } from './read-xml.ts';

const suitesOf = (scenarios: readonly ScenarioResult[], notRun: readonly string[] = []): Element[] =>
  readXml(junitReport(suite(scenarios, notRun))).elements;
const casesOf = (element: Element): Element[] => element.elements.filter(({ name }) => name === 'testcase');
const tagsOf = (element: Element): string[][] =>
  casesOf(element).map(({ elements }) => elements.map(({ name }) => name));

describe('the JUnit report', () => {
  it('has a suite for each scenario and a case for each step at the top, with times in seconds', () => {
    const [first] = suitesOf([passed]);
    expect(first!.attributes).toEqual({
      name: 'tunnel-1-dies',
      tests: '4',
      failures: '0',
      errors: '0',
      skipped: '0',
      time: '9.876',
      timestamp: '2026-01-02T03:04:05.678Z',
    });
    expect(
      casesOf(first!).map(({ attributes }) => [attributes.classname, attributes.name, attributes.time]),
    ).toEqual([
      ['tunnel-1-dies', 'the lab comes up', '3.000'],
      ['tunnel-1-dies', 'the endpoint of Tunnel1 dies', '5.000'],
      ['tunnel-1-dies', 'onprem-server reaches vpc-a-host', '0.250'],
      ['tunnel-1-dies', 'onprem-server reaches vpc-a-host (2)', '0.250'],
    ]);
    expect(tagsOf(first!)).toEqual([[], ['system-out'], ['system-out'], []]);
    expect(casesOf(first!)[1]!.elements[0]!.text).toBe(
      'outage passed: the endpoint of Tunnel1 dies\n  300 of 500 probes lost\nfault passed: charon of tunnel-1 is killed (SIGKILL)',
    );
  });

  it('names timers, data plane and the rule in properties', () => {
    const [first] = suitesOf([passed]);
    const properties = first!.elements.find(({ name }) => name === 'properties')!.elements;
    expect(
      Object.fromEntries(properties.map(({ attributes }) => [attributes.name, attributes.value])),
    ).toEqual({
      timers: 'fast',
      dataplane: 'userspace',
      lab: 'tunnel-1-dies',
      control: 'false',
      title: 'Tunnel1 dies',
      proves: 'traffic moves to Tunnel2',
      rule: 'AWS uses one tunnel & fails over by itself.',
      source: 'AWS Site-to-Site VPN user guide, Routing options',
      reproduce: 's2s run tunnel-1-dies --keep',
    });
  });

  it('tells a failure with its whole message, whatever characters it has', () => {
    const [first] = suitesOf([failed]);
    expect(first!.attributes).toMatchObject({ failures: '1', errors: '0' });
    const failure = casesOf(first!)[1]!.elements[0]!;
    expect(failure).toMatchObject({
      name: 'failure',
      attributes: { type: 'failed', message: 'a <reaches> "b" & c' },
      text: 'a <reaches> "b" & c\n  value: b did not answer',
    });
  });

  it('names the cause where a reader of the report looks first', () => {
    const fault = {
      what: 'a reaches b',
      value: 'no answer',
      cause: 'LINK_DOWN at tgw: the link is cut',
      hint: 'wire it',
    };
    const message =
      'a reaches b\n  value: no answer\n  cause: LINK_DOWN at tgw: the link is cut\n  hint: wire it';
    const [first] = suitesOf([{ ...failed, failure: { ...failed.failure!, message, faults: [fault] } }]);
    expect(casesOf(first!)[1]!.elements[0]).toMatchObject({
      attributes: { message: 'a reaches b: LINK_DOWN at tgw: the link is cut' },
      text: message,
    });
  });

  it.each(['inconclusive', 'error'] as const)('makes an error of what is %s', (verdict) => {
    const [first] = suitesOf([{ ...failed, verdict, steps: [step('x', { verdict })] }]);
    expect(first!.attributes).toMatchObject({ tests: '1', failures: '0', errors: '1' });
    expect(casesOf(first!)[0]!.elements[0]).toMatchObject({ name: 'error', attributes: { type: verdict } });
  });

  it('leaves out what is not known of a lab that never came up', () => {
    expect(JSON.stringify(suitesOf([broken]))).not.toContain('dataplane');
  });

  it('makes one case of a control run, which has to fail', () => {
    const [asItMust, useless] = suitesOf([
      { ...failed, control: true },
      { ...passed, control: true },
    ]);
    expect(asItMust!.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0' });
    expect(tagsOf(asItMust!)).toEqual([['system-out']]);
    expect(useless!.attributes).toMatchObject({ tests: '1', failures: '1' });
    expect(casesOf(useless!)[0]!.elements[0]!.text).toContain('it passed without its cause');
  });

  it('skips what was interrupted', () => {
    const [, last] = suitesOf([passed], ['reference']);
    expect(last!.attributes).toMatchObject({ name: 'reference', tests: '1', skipped: '1' });
    expect(tagsOf(last!)).toEqual([['skipped']]);
  });

  it("skips what the engine's kernel cannot run, and says why", () => {
    for (const control of [false, true]) {
      const [first] = suitesOf([{ ...skipped, control }]);
      expect(first!.attributes).toMatchObject({ tests: '1', failures: '0', errors: '0', skipped: '1' });
      const [reason] = casesOf(first!)[0]!.elements;
      expect(reason).toMatchObject({
        name: 'skipped',
        attributes: { message: 'links: need netem\n  hint: another kernel' },
      });
    }
  });

  it('is XML whatever a message holds', () => {
    const message = `\u0000\u001b[31m]]>\ud800\ufffe "'\t\r\n<&>`;
    const failure = { name: 'x', message, exitCode: 3, faults: [] };
    const [first] = suitesOf([
      { ...failed, rule: message, failure, steps: [step(message, { verdict: 'error' })] },
    ]);
    expect(casesOf(first!)[0]!.attributes.name).toBe(`\ufffd\ufffd[31m]]>\ufffd\ufffd "'\t\r\n<&>`);
    expect(casesOf(first!)[0]!.elements[0]!.text).toBe(`\ufffd\ufffd[31m]]>\ufffd\ufffd "'\t\r\n<&>`);
  });
});
