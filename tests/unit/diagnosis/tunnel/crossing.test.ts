import { expect, it } from 'vitest';
import { tunnelLost, tunnelPassed } from '../../../../lab/diagnosis/tunnel/crossing.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { visit } from '../recorded.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;

it('tells the CHILD_SA that carries a packet', () => {
  const hop = tunnelPassed(visit('answered', 'forward', 'onprem-router'), ends, 'tunnel-1');
  expect(hop).toMatchObject({ subject: 'tunnel-1 (Tunnel1)', text: 'the CHILD_SA carries it to tunnel-1' });
});

it('finds ESP that is dropped on the public side while IKE passes', () => {
  const hop = tunnelLost(visit('esp-blocked', 'forward', 'onprem-router'), ends, 'aws', 10);
  expect(hop).toMatchObject({ code: 'ESP_BLOCKED', node: 'internet' });
});

it('finds selectors that do not admit the packet', () => {
  const seen = visit('answered', 'forward', 'onprem-router');
  const { observation } = seen.scene;
  const narrow = JSON.parse(
    JSON.stringify(observation).replaceAll('0.0.0.0/0', '10.40.0.0/16'),
  ) as typeof observation;
  const hop = tunnelLost({ ...seen, scene: { ...seen.scene, observation: narrow } }, ends, 'aws', 10);
  expect(hop.code).toBe('TRAFFIC_SELECTOR_MISMATCH');
});
