import { expect, it } from 'vitest';
import { DRILL_EVENTS } from '../../../lab/drill/catalogue.ts';
import { remedyOf } from '../../../lab/drill/remedy.ts';
import { seen, setting } from './fixtures.ts';
import type { Seen } from '../../../lab/drill/event.ts';

const EVENT = { cure: 'have {router} leave {tunnel}' };
const CAUSE = { code: 'PACKET_FILTERED', node: 'tgw', text: 'a rule drops it', cure: 'delete the rule' };
const because = (cause: object): Seen['cause'] => cause as Seen['cause'];
const judged = (verdict: 'lost' | 'no-loss' | 'stays-down' | 'fails' | 'inconclusive') => ({
  verdict,
  sentences: ['vpc-a-host did not answer'],
});

it('is what explain has found, with its cure', () => {
  expect(remedyOf(EVENT, seen({ cause: because(CAUSE) }), judged('lost'), setting())).toEqual({
    why: 'PACKET_FILTERED at tgw: a rule drops it',
    cure: 'delete the rule',
  });
});

it("is the event's own cure where explain has none, or has found nothing", () => {
  const cure = 'have onprem-router leave tunnel-1';
  const without = because({ ...CAUSE, cure: null });
  expect(remedyOf(EVENT, seen({ cause: without }), judged('lost'), setting())).toMatchObject({ cure });
  expect(remedyOf(EVENT, seen({}), judged('fails'), setting())).toEqual({
    why: 'explain found nothing that stops a packet',
    cure,
  });
});

it('of a tunnel that stays down is who is to initiate it, or how to find out why nobody can', () => {
  const cureWhere = (by: 'hand' | 'never'): string | undefined =>
    remedyOf(
      EVENT,
      seen({ comeBacks: [{ tunnel: 'tunnel-1', by, afterMs: null }] }),
      judged('stays-down'),
      setting(),
    )?.cure;
  expect(cureWhere('hand')).toMatch(/^have onprem-router try again, and for ever .*startupAction: start/);
  expect(cureWhere('never')).toMatch(/s2s explain onprem-router tunnel-1/);
});

it('of what shows nothing is what was lacking, and of what did no harm there is none', () => {
  expect(remedyOf(EVENT, seen({}), judged('inconclusive'), setting())).toMatchObject({
    why: 'no control: vpc-a-host did not answer',
  });
  expect(remedyOf(EVENT, seen({}), judged('no-loss'), setting())).toBeNull();
});

it('is there for every event', () => {
  for (const event of DRILL_EVENTS) {
    const remedy = remedyOf(event, seen({}), judged('lost'), setting());
    expect(remedy?.cure).not.toMatch(/\{|\.$/);
    expect(remedy?.cure).not.toBe('');
  }
});
