import { expect, it } from 'vitest';
import { divertedByRule } from '../../../lab/diagnosis/policy-rule.ts';
import { visit } from './recorded.ts';

const intoTunnel = (dev: string | undefined): boolean => dev?.startsWith('Tunnel') === true;

it('names the rule that takes a packet from the route of the main table, and deletes it', () => {
  const found = divertedByRule(visit('policy-rule', 'forward', 'onprem-router'), intoTunnel)!;
  expect(found.code).toBe('POLICY_ROUTE_MISMATCH');
  expect(found.evidence).toMatch(/^ip rule \d+: from 10\.30\.128\.0\/20 lookup 100; .* match .*dev Tunnel1/);
  expect(found.repair!.command).toMatch(/^ip rule del pref \d+$/);
});

it('has nothing to say where the route of the main table was taken, or was no better', () => {
  expect(divertedByRule(visit('answered', 'forward', 'onprem-router'), intoTunnel)).toBeNull();
  const diverted = visit('policy-rule', 'forward', 'onprem-router');
  expect(divertedByRule(diverted, (dev) => dev === 'eth7')).toBeNull();
});
