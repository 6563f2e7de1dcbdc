import { describe, expect, it } from 'vitest';
import { predict } from '../../../../lab/aws/reachability.ts';
import { formatPing } from '../../../../lab/cli/format/ping.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { plain } from '../fixtures.ts';

const result = {
  from: 'vpc-a-host',
  address: '10.20.139.27',
  identifier: 7,
  sent: 1,
  received: 0,
  rttMs: null,
  ttl: null,
  output: 'PING ...',
};

describe('formatPing', () => {
  it('says that silence was predicted, where and why', () => {
    const expected = predict(referenceLab, 'vpc-a-host', 'vpc-b-host');
    expect(formatPing({ ...result, expected }, plain)).toMatchInlineSnapshot(`
      "PING ...

      as predicted: no answer; the request is dropped at vpc-a: route table vpc-a-private of subnet vpc-a-private-1 has no applicable route to 10.20.139.27 (NO_ROUTE_TO_DESTINATION)"
    `);
  });

  it('says that an answer was not predicted', () => {
    const expected = predict(referenceLab, 'vpc-a-host', 'vpc-b-host');
    expect(formatPing({ ...result, received: 1, expected }, plain)).toContain('NOT as predicted: no answer');
  });

  it('shows the way of an answer', () => {
    const expected = predict(referenceLab, 'onprem-router', 'vpc-a-host');
    expect(formatPing({ ...result, received: 1, expected }, plain)).toContain(
      '\nas predicted: an answer, by way of onprem-router, tunnel-1, tgw, vpc-a, vpc-a-host',
    );
  });

  it('adds nothing where the model has nothing to say', () => {
    expect(formatPing({ ...result, expected: null }, plain)).toBe('PING ...');
  });
});
