import { expect, it } from 'vitest';
import { ICMP_ECHO } from '../../../lab/aws/flow.ts';
import { besidePredicted, predictedHops } from '../../../lab/diagnosis/predicted.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { diagnosed } from './recorded.ts';

const hops = predictedHops(referenceLab, 'onprem-server', 'vpc-a-host', ICMP_ECHO);

it('has a hop at each node of both ways', () => {
  expect(hops.map(({ leg, node }) => `${leg} ${node}`)).toEqual([
    ...['onprem-server', 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'].map(
      (node) => `forward ${node}`,
    ),
    ...['vpc-a-host', 'vpc-a', 'tgw', 'tunnel-1', 'onprem-router', 'onprem-server'].map(
      (node) => `return ${node}`,
    ),
  ]);
  expect(hops[0]!.text).toBe('onprem-server hands it to onprem-router');
  expect(hops[5]!.text).toBe('vpc-a-host receives it');
});

it('ends where the lab file has the packet dropped, with the cause', () => {
  const last = predictedHops(referenceLab, 'vpc-a-host', 'vpc-b-host', ICMP_ECHO).at(-1);
  expect(last).toMatchObject({ node: 'vpc-a', verdict: 'wrong', code: 'NO_ROUTE_TO_DESTINATION' });
});

it('stands node by node beside what was seen', () => {
  const { hops: seen, predicted } = diagnosed('no-tgw-route');
  const rows = besidePredicted('forward', seen, predicted);
  expect(rows.map(({ node, seen: at, predicted: by }) => [node, at.at(-1)?.verdict, by?.verdict])).toEqual([
    ['onprem-server', 'ok', 'ok'],
    ['onprem-router', 'ok', 'ok'],
    ['tunnel-1', 'ok', 'ok'],
    ['tgw', 'wrong', 'ok'],
    ['vpc-a', undefined, 'ok'],
    ['vpc-a-host', undefined, 'ok'],
  ]);
  // Beyond a drop nothing was seen of the answer either.
  expect(besidePredicted('return', seen, predicted).every((row) => row.seen.length === 0)).toBe(true);
});
