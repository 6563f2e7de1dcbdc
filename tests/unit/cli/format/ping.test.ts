import { describe, expect, it } from 'vitest';
import { predict, predictPaths } from '../../../../lab/aws/reachability.ts';
import { formatPing, isAnswered } from '../../../../lab/cli/format/ping.ts';
import type { PingView } from '../../../../lab/cli/format/ping.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { plain } from '../fixtures.ts';

/** From the router into VPC A, answered by way of Tunnel1. */
const answered: PingView = {
  from: 'onprem-router',
  address: '10.10.141.106',
  to: 'vpc-a-host',
  sent: 3,
  received: 3,
  port: null,
  output: 'PING ...',
  seen: {
    nodes: ['onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'],
    unread: [],
    carriers: { out: ['tunnel-1'], back: ['tunnel-1'] },
  },
  expected: predict(referenceLab, 'onprem-router', 'vpc-a-host'),
  paths: predictPaths(referenceLab, 'onprem-router', 'vpc-a-host'),
};
const silent: PingView = {
  ...answered,
  received: 0,
  seen: { nodes: ['onprem-router'], unread: [], carriers: { out: [], back: [] } },
};
const forbidden: PingView = {
  ...silent,
  from: 'vpc-a-host',
  to: 'vpc-b-host',
  expected: predict(referenceLab, 'vpc-a-host', 'vpc-b-host'),
};
const format = (view: PingView): string => formatPing(view, plain);

describe('formatPing', () => {
  it('tells what was seen from what was predicted', () => {
    expect(format(answered)).toMatchInlineSnapshot(`
      "PING ...

      Seen       3 of 3 answered; requests at onprem-router, tunnel-1, tgw, vpc-a, vpc-a-host; out by tunnel-1, back by tunnel-1
      Predicted  an answer, by way of onprem-router, tunnel-1, tgw, vpc-a, vpc-a-host
      As predicted."
    `);
  });

  it('never says that a packet took a way that nobody saw', () => {
    const text = format(silent);
    expect(text).toMatchInlineSnapshot(`
      "PING ...

      Seen       no answer; requests at onprem-router
      Predicted  an answer, by way of onprem-router, tunnel-1, tgw, vpc-a, vpc-a-host
      NOT as predicted: an answer was predicted, and none came."
    `);
  });

  it('takes a node that the predicted way comes by twice for one that has seen the requests', () => {
    const nodes = ['private-host', 'vpc-a', 'igw', 'nat', 'internet', 'laptop'];
    const path = ['private-host', 'vpc-a', 'nat', 'vpc-a', 'igw', 'internet', 'laptop'];
    const seen = { nodes, unread: [], carriers: { out: [], back: [] } };
    expect(
      format({ ...answered, to: 'laptop', seen, expected: { reachable: true, path }, paths: [path] }),
    ).toMatch(/\nAs predicted\.$/);
  });

  it('tells another way than the predicted one', () => {
    const nodes = ['onprem-router', 'tunnel-2', 'tgw', 'vpc-a', 'vpc-a-host'];
    const carriers = { out: ['tunnel-2'], back: ['tunnel-2'] };
    const text = format({ ...answered, seen: { nodes, unread: [], carriers } });
    expect(text).toContain('requests at onprem-router, tunnel-2, tgw,');
    expect(text).toContain('out by tunnel-2, back by tunnel-2');
    expect(text).toMatch(/\nAs predicted, but by another way\.$/);
  });

  it('takes any of the ways that flows are spread over for the predicted one', () => {
    const ways = ['tunnel-1', 'tunnel-2'].map((tunnel) => [
      'onprem-router',
      tunnel,
      'tgw',
      'vpc-a',
      'vpc-a-host',
    ]);
    const view = { ...answered, paths: ways };
    const by = (...nodes: string[]): string =>
      format({
        ...view,
        seen: { ...answered.seen, nodes: ['onprem-router', ...nodes, 'tgw', 'vpc-a', 'vpc-a-host'] },
      });
    expect(by('tunnel-2')).toContain('by way of onprem-router, tunnel-1 or tunnel-2, tgw, vpc-a, vpc-a-host');
    expect(by('tunnel-2')).toMatch(/\nAs predicted\.$/);
    expect(by('tunnel-1', 'tunnel-2')).toMatch(/\nAs predicted\.$/);
    expect(by('tunnel-3')).toMatch(/by another way\.$/);
    expect(by('tunnel-1', 'tunnel-3')).toMatch(/by another way\.$/);
  });

  it('says that silence was predicted, where and why', () => {
    expect(format(forbidden)).toMatchInlineSnapshot(`
      "PING ...

      Seen       no answer; requests at onprem-router
      Predicted  no answer; the request is dropped at vpc-a: route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.20.139.27 (NO_ROUTE_TO_DESTINATION)
      As predicted."
    `);
  });

  it('says that an answer was not predicted', () => {
    const nodes = ['vpc-a-host', 'vpc-b-host'];
    expect(format({ ...forbidden, received: 1, seen: { ...answered.seen, nodes } })).toMatch(
      /\nNOT as predicted: no answer was predicted, and one came\.$/,
    );
  });

  it('takes the answer of another node for none', () => {
    const elsewhere = { ...silent, received: 3 };
    expect(format(elsewhere)).toMatch(/\nThe answer is not that of vpc-a-host, which saw no request\.$/);
    expect(isAnswered(elsewhere)).toBe(false);
    const dead = { ...elsewhere, seen: { ...silent.seen, unread: ['vpc-a-host'] } };
    expect(format(dead)).toMatch(/\nThe answer is not that of vpc-a-host, which does not run\.$/);
    expect(isAnswered(dead)).toBe(false);
    expect(isAnswered(answered)).toBe(true);
  });

  it('leaves the way open where a ledger cannot be read', () => {
    const nodes = ['onprem-router', 'tunnel-1', 'vpc-a', 'vpc-a-host'];
    const text = format({ ...answered, seen: { ...answered.seen, nodes, unread: ['tgw'] } });
    expect(text).toContain('not known of tgw');
    expect(text).toMatch(/\nAs predicted\.$/);
  });

  it('tells an open port from a refusal', () => {
    expect(format({ ...answered, port: 'open' })).toContain('3 of 3 answered, the port is open; ');
    expect(format({ ...answered, port: 'refused' })).toContain(
      '3 of 3 answered, by a refusal: nobody listens there; ',
    );
  });

  it('predicts nothing where the model has nothing to say', () => {
    const text = format({ ...answered, to: null, expected: null });
    expect(text).not.toContain('redicted');
    expect(text).toMatch(/^PING \.\.\.\n\nSeen {7}3 of 3 answered; requests at/);
  });
});
