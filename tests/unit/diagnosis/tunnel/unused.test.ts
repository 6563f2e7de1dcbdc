import { expect, it } from 'vitest';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { unusedTunnel } from '../../../../lab/diagnosis/tunnel/unused.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { visit } from '../recorded.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;

it('finds the route that stays on a dead tunnel while another is up, and deletes it', () => {
  const hop = unusedTunnel(visit('endpoint-daemon-dead', 'forward', 'onprem-router'), ends)!;
  expect(hop).toMatchObject({ code: 'ROUTE_INTO_DEAD_TUNNEL', node: 'onprem-router' });
  expect(hop.evidence).toContain('10.10.0.0/16 dev Tunnel1');
  expect(hop.repair!.command).toBe('ip route del 10.10.0.0/16 dev Tunnel1');
});

it('finds none where the tunnel is up', () => {
  expect(unusedTunnel(visit('answered', 'forward', 'onprem-router'), ends)).toBeNull();
});
