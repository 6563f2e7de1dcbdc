import { seconds } from '../../scenario/report/junit.ts';
import { element, xmlDocument } from '../../scenario/report/xml.ts';
import type { XmlElement } from '../../scenario/report/xml.ts';
import type { CheckedPair, GateResult } from '../result.ts';

/** A gate as JUnit XML: a case for each pair. One that is inconclusive is an `error`. */
export function gateJunit({ lab, pairs, startedAt, durationMs }: GateResult): string {
  const count = (verdict: CheckedPair['verdict']): number =>
    pairs.filter((each) => each.verdict === verdict).length;
  const suite = element(
    'testsuite',
    {
      name: `expectations of ${lab}`,
      tests: pairs.length,
      failures: count('failed'),
      errors: count('inconclusive'),
      skipped: count('skipped'),
      time: seconds(durationMs),
      timestamp: startedAt,
    },
    pairs.map(pairCase),
  );
  return xmlDocument(element('testsuites', { name: 's2s check', time: seconds(durationMs) }, [suite]));
}

function pairCase({ title, file, line, verdict, evidence, cause, cure }: CheckedPair): XmlElement {
  const text = [
    evidence,
    ...(cause === null ? [] : [`cause: ${cause}`]),
    ...(cure === null ? [] : [`cure: ${cure}`]),
  ];
  const inside = {
    passed: element('system-out', {}, evidence),
    failed: element('failure', { type: verdict, message: cause ?? evidence }, text.join('\n')),
    inconclusive: element('error', { type: verdict, message: evidence }, text.join('\n')),
    skipped: element('skipped', { message: evidence }),
  }[verdict];
  return element('testcase', { name: title, classname: file, file, line, time: '0.000' }, [inside]);
}
