import { expect, it } from 'vitest';
import { diagnose } from '../../../lab/diagnosis/diagnose.ts';
import { recordedOnKernel } from './recorded.ts';

it('finds nothing where packets are answered', () => {
  const { lab, recording } = recordedOnKernel('answered');
  expect(diagnose(lab, recording).diagnosis.cause).toBeNull();
});

it('tells a VTI with another key, and makes it anew as it was, with its peer', () => {
  const { lab, recording } = recordedOnKernel('other-key');
  // Its SAs at AWS were being negotiated anew when this was recorded; here both ends have them.
  const whole = recordedOnKernel('answered').recording.observation.nodes;
  const nodes = Object.fromEntries(
    Object.entries(recording.observation.nodes).map(([name, node]) => [
      name,
      { ...node, daemons: whole[name]!.daemons, ikeLog: [] },
    ]),
  );
  const { cause } = diagnose(lab, {
    ...recording,
    observation: { ...recording.observation, nodes },
  }).diagnosis;
  expect(cause).toMatchObject({
    node: 'onprem-router',
    code: 'TUNNEL_INTERFACE_MISMATCH',
    text: 'Tunnel1 of onprem-router has key 7, and the IPsec policies of Tunnel1 have mark 100: what is routed into Tunnel1 finds no policy, and is dropped',
  });
  expect(cause!.repair!.command).toContain(
    'ip address add 169.254.216.30 peer 169.254.216.29/30 dev Tunnel1 && ip link set Tunnel1 mtu 1419 up',
  );
});
