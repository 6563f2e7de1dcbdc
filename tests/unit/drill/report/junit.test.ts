import { expect, it } from 'vitest';
import { drillJunit } from '../../../../lab/drill/report/junit.ts';
import { drillResult, eventResult } from '../fixtures.ts';

it('has a case for each event, failed, in error or skipped', () => {
  const xml = drillJunit(
    drillResult({
      events: [
        eventResult(),
        eventResult({ name: 'rekey:tunnel-1', verdict: 'inconclusive' }),
        eventResult({ name: 'mtu:r', verdict: 'works' }),
      ],
      notRun: [{ name: 'reboot:onprem-router', why: 'the lab <is> broken' }],
    }),
  );
  expect(xml).toContain('tests="4" failures="1" errors="1" skipped="1"');
  expect(xml).toContain('<testcase name="silent-death:tunnel-1" classname="silent-death"');
  expect(xml).toContain(
    '<failure type="lost" message="300 of 500 probes lost: ROUTE_INTO_DEAD_TUNNEL at onprem-router: the route stays">',
  );
  expect(xml).toContain('cure: speak BGP');
  expect(xml).toContain('<error type="inconclusive"');
  expect(xml).toContain('<skipped message="the lab &lt;is&gt; broken"/>');
});
