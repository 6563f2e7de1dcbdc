import { expect, it } from 'vitest';
import { formatExplanation } from '../../../../lab/cli/format/explain.ts';
import type { Diagnosis } from '../../../../lab/diagnosis/diagnosis.ts';
import type { Hop } from '../../../../lab/diagnosis/hop.ts';
import { plain } from '../fixtures.ts';

const sends: Hop = {
  leg: 'forward',
  node: 'vpc-a-host',
  subject: 'request of vpc-a-host',
  verdict: 'ok',
  code: null,
  text: 'vpc-a-host sends it by eth0',
  evidence: 'ip route get …',
  cure: null,
  repair: null,
};
const noRoute: Hop = {
  leg: 'forward',
  node: 'vpc-a',
  subject: 'route table vpc-a-private',
  verdict: 'wrong',
  code: 'NO_ROUTE_TO_DESTINATION',
  text: 'it has no applicable route to 10.30.141.20',
  evidence: 'ip route show table 102 match 10.30.141.20: none',
  cure: 'add a route',
  repair: null,
};
const explanation: Diagnosis = {
  from: 'vpc-a-host',
  to: 'onprem-server',
  probed: true,
  sent: 10,
  received: 0,
  answered: false,
  rttMs: null,
  tcpPort: null,
  expected: { reachable: true, path: ['vpc-a-host', 'vpc-a', 'onprem-server'] },
  predicted: [],
  hops: [sends, noRoute],
  cause: noRoute,
};

it('shows each hop, the cause, the evidence and the cure', () => {
  expect(formatExplanation(explanation, plain))
    .toBe(`onprem-server does not answer vpc-a-host: 0 of 10 requests answered.

Request
  ok    vpc-a-host, request of vpc-a-host: vpc-a-host sends it by eth0
        ip route get …
  WRONG vpc-a, route table vpc-a-private: it has no applicable route to 10.30.141.20
        ip route show table 102 match 10.30.141.20: none

Cause     NO_ROUTE_TO_DESTINATION at vpc-a: it has no applicable route to 10.30.141.20.
Evidence  ip route show table 102 match 10.30.141.20: none
Cure      add a route.`);
});

it('says so where the lab file has it so', () => {
  const expected = {
    reachable: false,
    reason: 'NO_ROUTE_TO_DESTINATION',
    text: 'no route',
    cure: 'add one',
    leg: 'forward',
    path: ['vpc-a-host', 'vpc-a'],
    droppedAt: 'vpc-a',
  } as const;
  expect(formatExplanation({ ...explanation, expected }, plain)).toContain(
    'Lab file  predicts no answer, too: no route.',
  );
});

it('shows both ways of a packet that is answered, and no cause', () => {
  const back: Hop = { ...sends, leg: 'return', node: 'onprem-server' };
  const text = formatExplanation(
    { ...explanation, received: 10, answered: true, rttMs: 0.5, hops: [sends, back], cause: null },
    plain,
  );
  expect(text).toMatch(
    /^onprem-server answers vpc-a-host: 10 of 10 requests answered, in 0.5 ms\.\n\nRequest\n/,
  );
  expect(text).toMatch(/\n\nAnswer\n {2}ok {4}onprem-server, /);
  expect(text).not.toContain('Cause');
});

it('tells loss from silence, and what is not explained from what is', () => {
  const unknown: Hop = { ...noRoute, verdict: 'unknown', code: null, cure: null };
  const text = formatExplanation({ ...explanation, received: 3, hops: [unknown], cause: unknown }, plain);
  expect(text).toContain('onprem-server answers vpc-a-host now and then: 3 of 10 requests answered.');
  expect(text).toContain('\n  ?     vpc-a, ');
  expect(text).toContain('Cause     unknown at vpc-a: ');
  expect(text).not.toContain('Cure');
});

it('tells what to run in a node, quoted for a shell where need be', () => {
  const command = (repair: Hop['repair'], nameFlag: string): string | undefined => {
    const cause = { ...noRoute, repair };
    const style = { brief: true, nameFlag };
    return /^Run +(.*)$/m.exec(
      formatExplanation({ ...explanation, hops: [cause], cause }, plain, style),
    )?.[1];
  };
  expect(command(null, '')).toBeUndefined();
  expect(command({ node: 'vpc-a', command: 'ip route add default via 10.0.0.1' }, '')).toBe(
    's2s exec vpc-a -- ip route add default via 10.0.0.1',
  );
  expect(command({ node: 'vpc-a', command: "a 'b'; c" }, ' --name mine')).toBe(
    String.raw`s2s exec --name mine vpc-a -- sh -c 'a '\''b'\''; c'`,
  );
});

it('shows in brief the cause alone, and what follows from it', () => {
  const route: Hop = { ...noRoute, node: 'onprem-router', code: 'ROUTE_INTO_DEAD_TUNNEL', text: 'it stays' };
  const text = formatExplanation({ ...explanation, hops: [sends, route, noRoute] }, plain, {
    brief: true,
    nameFlag: '',
  });
  expect(text).toBe(`onprem-server does not answer vpc-a-host: 0 of 10 requests answered.

Cause     NO_ROUTE_TO_DESTINATION at vpc-a: it has no applicable route to 10.30.141.20.
Evidence  ip route show table 102 match 10.30.141.20: none
Cure      add a route.
Also      ROUTE_INTO_DEAD_TUNNEL at onprem-router: it stays.
          Cure: add a route.`);
});

it('does not let an answer stand that something wrong gave', () => {
  const elsewhere: Hop = { ...noRoute, code: 'ADDRESS_ELSEWHERE' };
  const text = formatExplanation(
    { ...explanation, received: 10, answered: true, hops: [elsewhere], cause: elsewhere },
    plain,
  );
  expect(text).toMatch(/^An answer comes to vpc-a-host, but not as it should: 10 of 10 requests answered\./);
  expect(text).toContain('Cause     ADDRESS_ELSEWHERE at vpc-a: ');
});

it.each([
  ['open', 'the port is open'],
  ['refused', 'the port is closed: nobody listens there, and the connection was refused'],
] as const)('tells a port that is %s', (tcpPort, words) => {
  const answered = { ...explanation, sent: 1, received: 1, answered: true, tcpPort, hops: [], cause: null };
  expect(formatExplanation(answered, plain)).toBe(
    `onprem-server answers vpc-a-host: 1 of 1 requests answered; ${words}.`,
  );
});

it('says so where nothing was sent', () => {
  const byState = { ...explanation, probed: false, sent: 0 };
  expect(formatExplanation(byState, plain)).toMatch(
    /^Something is found that stops packets from vpc-a-host to onprem-server: none was sent, so the state of the nodes is judged alone/,
  );
  expect(formatExplanation({ ...byState, hops: [sends], cause: null }, plain)).toMatch(
    /^Nothing is found that stops /,
  );
});

it('sets beside what was seen what the lab file has otherwise, and the nodes that were to be met', () => {
  const predicted = [
    ...[sends, { ...sends, node: 'vpc-a', text: 'vpc-a hands it to tgw' }],
    { ...sends, node: 'tgw', text: 'tgw hands it to tunnel-1' },
  ];
  const text = formatExplanation({ ...explanation, predicted }, plain);
  expect(text).toContain(`none
        predicted: vpc-a hands it to tgw
  -     tgw, not met; predicted: tgw hands it to tunnel-1
`);
  expect(text).not.toContain('predicted: vpc-a-host');
});
