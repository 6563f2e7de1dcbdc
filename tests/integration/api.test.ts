import { describe, expect } from 'vitest';
import { awaitTunnels, host, injectFault, measureOutage, spread, tunnel, UsageError } from 's2s-lab';
import { labTest } from 's2s-lab/vitest';

const test = labTest(undefined, { name: 'it-api' });
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
const B = 'vpc-b-host';

describe('the matchers of s2s-lab/vitest', () => {
  test('pass for what is so', async ({ lab }) => {
    await expect(tunnel(lab, 'tunnel-1')).toBeEstablished();
    await expect(host(lab, SERVER)).toReach(A);
    await expect(host(lab, SERVER)).toReach(A, { via: 'tunnel-1' });
    await expect(host(lab, A)).toBeIsolatedFrom(B);
    expect(await measureOutage(lab, SERVER, A, async () => {})).toFailOverWithin(1000);
  });

  test('fail for what is not so, and say what was seen', async ({ lab }) => {
    await expect(expect(host(lab, SERVER)).toBeIsolatedFrom(A, 'tgw')).rejects.toThrow(
      'expected: onprem-server does not reach vpc-a-host; failed: vpc-a-host answered',
    );
    await expect(expect(host(lab, A)).toReach(B, { budgetMs: 500 })).rejects.toThrow(
      /^expected: vpc-a-host reaches vpc-b-host; failed: vpc-b-host did not answer\n {2}cause: NO_ROUTE_TO_DESTINATION at vpc-a: .+\n {2}hint: ./,
    );
    await expect(expect(host(lab, SERVER)).toBeIsolatedFrom(A)).rejects.toThrow(
      'expected: onprem-server does not reach vpc-a-host; failed: the lab file lets it through, by way of onprem-server, onprem-router, tunnel-1, tgw, vpc-a, vpc-a-host, and vpc-a-host answered',
    );
    await expect(expect(host(lab, SERVER)).toReach(A, { via: 'tunnel-2', budgetMs: 500 })).rejects.toThrow(
      /\d+ of 10 answered, out by tunnel-1, back by tunnel-1/,
    );
    await expect(expect(host(lab, A)).toBeIsolatedFrom(B, 'tgw')).rejects.toThrow(
      'inconclusive: the probes were to be lost at tgw, but were last seen at vpc-a',
    );
  });

  test('refuse to be negated', async ({ lab }) => {
    await expect(expect(host(lab, A)).not.toReach(B)).rejects.toThrow(/use toBeIsolatedFrom/);
  });
});

test('names that the lab does not have are errors with the nearest name', async ({ lab }) => {
  expect(() => host(lab, 'onprem-sever')).toThrow(/did you mean onprem-server/);
  expect(() => tunnel(lab, 'tunel-1')).toThrow(UsageError);
  await expect(awaitTunnels(lab, 'Tunnel1')).rejects.toThrow(/did you mean tunnel-1/);
});

test('AWS spreads nothing with static routes, though the gateway has ECMP support', async ({ lab }) => {
  expect(lab.definition.gateways).toMatchObject([{ vpnEcmpSupport: 'enable' }]);
  expect(await spread(A, SERVER, ['tunnel-1']).observe(lab)).toMatchObject({ verdict: 'passed' });
});

test('a fault goes with its scope', async ({ lab }) => {
  {
    await using fault = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1', signal: 'TERM' });
    expect(fault.text).toContain('tunnel-1');
    await expect(host(lab, SERVER)).toBeIsolatedFrom(A, 'onprem-router');
    await expect(expect(host(lab, SERVER)).toReach(A, { budgetMs: 500 })).rejects.toThrow(
      /cause: TUNNEL_DOWN_\w+ at tunnel-1: /,
    );
    await expect(expect(host(lab, SERVER)).toBeIsolatedFrom(A)).rejects.toThrow(
      /the lab file lets it through, .*; no answer came, .*name the node that sees the probes last/,
    );
  }
  await expect(tunnel(lab, 'tunnel-1')).toBeEstablished();
  await expect(host(lab, SERVER)).toReach(A, { via: 'tunnel-1' });
});
