import { seconds } from '../../scenario/report/junit.ts';
import { element, xmlDocument } from '../../scenario/report/xml.ts';
import type { XmlElement } from '../../scenario/report/xml.ts';
import { WEIGHT } from '../result.ts';
import type { DrillResult, EventResult } from '../result.ts';

/** A drill as JUnit XML: a case for each event. One that is inconclusive is an `error`, one that did not take place is skipped. */
export function drillJunit(result: DrillResult): string {
  const { events, notRun, lab, timers, dataplane, startedAt, durationMs } = result;
  const count = (weight: DrillResult['verdict']): number =>
    events.filter(({ verdict }) => WEIGHT[verdict] === weight).length;
  const suite = element(
    'testsuite',
    {
      name: `drill ${lab}`,
      tests: events.length + notRun.length,
      failures: count('failed'),
      errors: count('inconclusive'),
      skipped: notRun.length,
      time: seconds(durationMs),
      timestamp: startedAt,
    },
    [
      element(
        'properties',
        {},
        Object.entries({ timers, dataplane, lab }).map(([name, value]) =>
          element('property', { name, value }),
        ),
      ),
      ...events.map(eventCase),
      ...notRun.map(({ name, why }) =>
        element('testcase', { name, classname: name.split(':')[0] ?? name, time: '0.000' }, [
          element('skipped', { message: why }),
        ]),
      ),
    ],
  );
  return xmlDocument(element('testsuites', { name: 's2s drill', time: seconds(durationMs) }, [suite]));
}

function eventCase(event: EventResult): XmlElement {
  const { name, verdict, sentences, remedy, title, standsFor, source, durationMs } = event;
  const why = remedy === null ? [] : [remedy.why];
  const message = [...sentences, ...why, ...(remedy === null ? [] : [`cure: ${remedy.cure}`])].join('\n');
  const weight = WEIGHT[verdict];
  const tag = weight === 'failed' ? 'failure' : 'error';
  return element('testcase', { name, classname: event.event, time: seconds(durationMs) }, [
    ...(weight === 'passed'
      ? []
      : [element(tag, { type: verdict, message: [sentences[0], ...why].join(': ') }, message)]),
    element('system-out', {}, [`${title}. ${standsFor} (${source})`, verdict, ...sentences].join('\n')),
  ]);
}
