import { expect, it } from 'vitest';
import { hopsAtEndpoint } from '../../../../lab/diagnosis/hops/tunnel-endpoint.ts';
import type { Visit } from '../../../../lab/diagnosis/scene.ts';
import { changedLab } from '../../fixtures/reference-lab.ts';
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

it.each([
  ['ends at none', null, 'vpn ends at no gateway'],
  ['is not attached to', 'tgw', 'vpn is not attached to tgw'],
])('names the gateway that a VPN connection %s', (_, gateway, text) => {
  const lab = changedLab(({ vpnConnections, gateways: [transitGateway] }) => {
    vpnConnections[0]!.gateway = gateway;
    transitGateway.attachments.pop();
  });
  const seen = visit('answered', 'forward', 'tunnel-1');
  const stopped: Visit = {
    ...seen,
    scene: { ...seen.scene, lab },
    passage: { ...seen.passage, fate: 'stopped', out: null },
  };
  expect(hopsAtEndpoint(stopped)[0]).toMatchObject({
    verdict: 'wrong',
    code: 'NO_POSSIBLE_DESTINATION',
    text,
  });
});
