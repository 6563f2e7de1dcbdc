import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../../lab/aws/reachability.ts';
import { judge, judgeIsolation } from '../../../lab/probe/verdict.ts';
import type { Observation } from '../../../lab/probe/verdict.ts';

const reachable: Prediction = { reachable: true, path: ['a', 'b'] };
const never: Prediction = {
  reachable: false,
  reason: 'NO_ROUTE_TO_DESTINATION',
  text: 'there is no route',
  cure: 'add one',
  leg: 'forward',
  path: ['a', 'vpc'],
  droppedAt: 'vpc',
};
const lostOnReturn: Prediction = { ...never, leg: 'return' };
const dropped: Observation = {
  answered: false,
  source: { in: 0, out: 3 },
  destination: { in: 0, out: 0 },
  atDrop: { in: 3, out: 0 },
  sourceWorks: true,
  destinationWorks: true,
  sourceRuns: true,
  destinationRuns: true,
};

describe('judge, where an answer is expected', () => {
  it.each([
    ['passes on an answer', { ...dropped, answered: true }, 'passed'],
    ['fails without one, whatever the controls say', { ...dropped, sourceWorks: false }, 'failed'],
    [
      'fails on one of a node that does not run',
      { ...dropped, answered: true, destinationRuns: false },
      'failed',
    ],
  ] as const)('%s', (_, seen, verdict) => {
    expect(judge('a', 'b', reachable, seen).verdict).toBe(verdict);
  });
});

describe('judge, where probes are to go round', () => {
  const round: Prediction = { ...never, reason: 'CYCLIC_PATH_DETECTED' };

  it('passes when they come by more often than they were sent: nobody drops them but their TTL', () => {
    expect(judge('a', 'b', round, { ...dropped, atDrop: { in: 126, out: 126 } })).toEqual({
      verdict: 'passed',
      evidence: '3 probes came to vpc 126 times: they go round',
    });
  });

  it('passes when each comes back to its sender, which drops what has its own address as source', () => {
    const back: Prediction = { ...round, path: ['a', 'tunnel-1', 'tgw', 'tunnel-2', 'a', 'vpc'] };
    expect(judge('a', 'b', back, { ...dropped, atDrop: { in: 3, out: 3 } }).verdict).toBe('passed');
    expect(judge('a', 'b', back, { ...dropped, atDrop: { in: 2, out: 2 } }).verdict).toBe('inconclusive');
  });

  it('shows nothing when they come by once, or arrive', () => {
    const once = judge('a', 'b', round, { ...dropped, atDrop: { in: 3, out: 3 } });
    expect(once.verdict).toBe('inconclusive');
    expect(judge('a', 'b', round, { ...dropped, destination: { in: 1, out: 1 } }).verdict).toBe('failed');
  });
});

it('judge knows a node that probes come back to, and that drops them then', () => {
  const back: Prediction = { ...never, path: ['a', 'vpc', 'tgw', 'vpc'] };
  const verdict = (atDrop: Observation['atDrop']) => judge('a', 'b', back, { ...dropped, atDrop }).verdict;
  expect(verdict({ in: 6, out: 3 })).toBe('passed');
  expect(verdict({ in: 6, out: 4 })).toBe('inconclusive');
  expect(verdict({ in: 3, out: 3 })).toBe('inconclusive');
});

describe('judge, where no answer is expected', () => {
  it('passes when the probes were seen dropped where the model says, and both ends work', () => {
    expect(judge('a', 'b', never, dropped)).toEqual({
      verdict: 'passed',
      evidence: '3 probes came to vpc, none went on',
    });
  });

  it.each([
    ['an answer', { answered: true }, 'failed', 'b answered, but: there is no route'],
    [
      'a probe that arrived',
      { destination: { in: 1, out: 0 } },
      'failed',
      '1 probes came to b, though it gave no answer',
    ],
    ['a dead source', { sourceWorks: false }, 'inconclusive', 'a reached nothing else either'],
    ['a dead destination', { destinationWorks: false }, 'inconclusive', 'nothing else reached b either'],
    ['a probe that never left', { source: { in: 0, out: 0 } }, 'inconclusive', 'no probe left a'],
    [
      'a drop before the predicted place',
      { atDrop: { in: 0, out: 0 } },
      'inconclusive',
      'no probe came to vpc, where the model drops them',
    ],
    [
      'a drop after the predicted place',
      { atDrop: { in: 3, out: 1 } },
      'inconclusive',
      '1 of 3 probes went on from vpc, where the model drops them',
    ],
    [
      'an unreadable ledger of the source',
      { source: null },
      'inconclusive',
      'the ledger of a cannot be read',
    ],
    ['one of the destination', { destination: null }, 'inconclusive', 'the ledger of b cannot be read'],
    ['one where the model drops', { atDrop: null }, 'inconclusive', 'the ledger of vpc cannot be read'],
    ['a source that does not run', { sourceRuns: false }, 'inconclusive', 'a does not run'],
    [
      'a destination that does not run, though something answers',
      { destinationRuns: false, answered: true },
      'inconclusive',
      'b does not run',
    ],
  ] as const)('%s does not pass', (_, change, verdict, evidence) => {
    expect(judge('a', 'b', never, { ...dropped, ...change })).toEqual({ verdict, evidence });
  });

  it('takes a source that drops its own probes by nothing having left it', () => {
    const atSource: Prediction = { ...never, droppedAt: 'a' };
    expect(judge('a', 'b', atSource, { ...dropped, source: { in: 0, out: 0 } }).verdict).toBe('passed');
    expect(judge('a', 'b', atSource, dropped).verdict).toBe('inconclusive');
  });

  it('takes a source whose tunnel drops its probes by their having come to the tunnel, and not gone on', () => {
    const atSource: Prediction = { ...never, droppedAt: 'a', tunnelPeer: 'tunnel-1' };
    expect(judge('a', 'b', atSource, dropped).verdict).toBe('passed');
    expect(judge('a', 'b', atSource, { ...dropped, atDrop: { in: 0, out: 0 } }).verdict).toBe('inconclusive');
    expect(judge('a', 'b', atSource, { ...dropped, atDrop: { in: 3, out: 3 } }).verdict).toBe('inconclusive');
  });

  it('wants the probe to arrive when only the answer is to be lost', () => {
    expect(judge('a', 'b', lostOnReturn, { ...dropped, destination: { in: 3, out: 0 } }).verdict).toBe(
      'passed',
    );
    expect(judge('a', 'b', lostOnReturn, dropped).verdict).toBe('inconclusive');
  });
});

describe('probes that are to be lost at the router', () => {
  const fine = {
    sent: 3,
    answered: false,
    seenAt: ['server', 'router'],
    unreadable: [],
    sourceWorks: true,
    destinationWorks: true,
  };
  it.each([
    [fine, 'passed', '3 probes, last seen at router'],
    [{ ...fine, answered: true }, 'failed', 'host answered'],
    [
      { ...fine, seenAt: ['server', 'router', 'host'] },
      'failed',
      'the probes came to host, though it gave no answer',
    ],
    [{ ...fine, sourceWorks: false }, 'inconclusive', 'server does not reach its own gateway'],
    [{ ...fine, destinationWorks: false }, 'inconclusive', 'host does not reach its own gateway'],
    [{ ...fine, seenAt: [] }, 'inconclusive', 'no probe left server'],
    [{ ...fine, unreadable: ['host'] }, 'inconclusive', 'the ledger of host cannot be read'],
    [
      { ...fine, seenAt: ['server'] },
      'inconclusive',
      'the probes were to be lost at router, but were last seen at server',
    ],
  ])('%j: %s', (seen, verdict, evidence) => {
    expect(judgeIsolation('server', 'host', 'router', seen)).toEqual({ verdict, evidence });
  });

  it('may be lost at their source without a trace, or come to a destination whose answers are lost', () => {
    expect(judgeIsolation('server', 'host', 'server', { ...fine, seenAt: [] })).toMatchObject({
      verdict: 'passed',
    });
    expect(judgeIsolation('server', 'host', 'host', { ...fine, seenAt: ['server', 'host'] })).toMatchObject({
      verdict: 'passed',
    });
  });
});
