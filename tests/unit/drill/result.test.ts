import { expect, it } from 'vitest';
import { drillHeadline } from '../../../lab/drill/headline.ts';
import { drillVerdict } from '../../../lab/drill/result.ts';
import { drillResult, eventResult } from './fixtures.ts';

it('has failed if one event ended in a loss, and is inconclusive if one showed nothing', () => {
  expect(drillVerdict([{ verdict: 'no-loss' }, { verdict: 'failed-over' }], false)).toBe('passed');
  expect(drillVerdict([{ verdict: 'inconclusive' }, { verdict: 'stays-down' }], true)).toBe('failed');
  expect(drillVerdict([{ verdict: 'recovered' }, { verdict: 'inconclusive' }], false)).toBe('inconclusive');
  expect(drillVerdict([{ verdict: 'works' }], true)).toBe('inconclusive');
  expect(drillVerdict([], false)).toBe('inconclusive');
});

it('counts what did no lasting harm', () => {
  const events = [
    eventResult({ verdict: 'failed-over' }),
    eventResult(),
    eventResult({ verdict: 'inconclusive' }),
  ];
  const notRun = [{ name: 'reboot:onprem-router', why: 'w' }];
  expect(drillHeadline(drillResult({ events, notRun }))).toBe(
    '1 of 4 events without lasting harm, 1 inconclusive, 1 not run',
  );
});
