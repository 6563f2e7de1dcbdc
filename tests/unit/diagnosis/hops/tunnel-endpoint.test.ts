import { expect, it } from 'vitest';
import { hopsAtEndpoint } from '../../../../lab/diagnosis/hops/tunnel-endpoint.ts';
import type { Visit } from '../../../../lab/diagnosis/scene.ts';
import { visit } from '../recorded.ts';

it('hands on what passes either way', () => {
  expect(hopsAtEndpoint(visit('answered', 'forward', 'tunnel-1'))[0]!.evidence).toContain(
    'default via 100.64.1.1 dev tgw',
  );
  expect(hopsAtEndpoint(visit('answered', 'return', 'tunnel-1'))[0]!.evidence).toContain('default dev vpn');
});

it('says so where it finds no reason why a packet went no further', () => {
  const seen = visit('answered', 'forward', 'tunnel-1');
  const stopped: Visit = { ...seen, passage: { ...seen.passage, fate: 'stopped', out: null } };
  expect(hopsAtEndpoint(stopped)[0]).toMatchObject({ verdict: 'unknown', code: null });
});
