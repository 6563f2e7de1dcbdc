import { expect, it } from 'vitest';
import { tunnelDown } from '../../../../lab/diagnosis/tunnel/down.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import { ikeSides } from '../../../../lab/diagnosis/tunnel/ike-side.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { scene } from '../recorded.ts';

const ends = configuredTunnel(referenceLab, 'tunnel-1')!;
const found = (name: string) => {
  const seen = scene(name);
  return tunnelDown(seen, ends, ikeSides(seen, ends));
};

it('finds nothing of a tunnel that is up', () => {
  expect(found('answered')).toBeNull();
});

it('names the daemon that does not run, and the refusal with the line of the log', () => {
  expect(found('endpoint-daemon-dead')).toMatchObject({
    code: 'TUNNEL_DOWN_IKE_NO_RESPONSE',
    node: 'tunnel-1',
  });
  expect(found('wrong-psk')!.evidence).toMatch(/^log of tunnel-1 at \d{4}-.*; onprem-router: /);
});

it('tells SAs that only the router has, and initiates anew', () => {
  const seen = scene('answered');
  const [router, endpoint] = ikeSides(seen, ends);
  const stale = tunnelDown(seen, ends, [router, { ...endpoint, ikeSa: null, childSa: null }])!;
  expect(stale).toMatchObject({ code: 'TUNNEL_DOWN_NO_SA', node: 'onprem-router' });
  expect(stale.repair!.command).toContain('swanctl --initiate --ike Tunnel1');
  const none = [router, endpoint].map((side) => ({ ...side, ikeSa: null, childSa: null }));
  expect(tunnelDown(seen, ends, [none[0]!, none[1]!])).toMatchObject({ node: 'tunnel-1' });
});
