import { expect, it } from 'vitest';
import { initiateAnew, terminate } from '../../../../lab/diagnosis/tunnel/ike-commands.ts';
import { planLab } from '../../../../lab/plan/plan.ts';
import { configuredTunnel } from '../../../../lab/topology/graph/tunnels.ts';
import type { Lab } from '../../../../lab/topology/types.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { connsOf, seenLab } from '../own-router/seen.ts';

const sceneOf = (lab: Lab) => ({ lab, plan: planLab(lab, 'userspace') });

it('speaks to charon by swanctl', () => {
  const ends = configuredTunnel(referenceLab, 'tunnel-1')!;
  expect(terminate(sceneOf(referenceLab), ends)).toEqual({
    node: 'onprem-router',
    command: 'swanctl --terminate --ike Tunnel1 --force',
  });
  expect(initiateAnew(sceneOf(referenceLab), ends).command).toMatch(
    /^swanctl --terminate .*; swanctl --initiate --ike Tunnel1 --child Tunnel1 --timeout \d+$/,
  );
});

it('speaks to a daemon that does not tell what it has loaded, as libreswan, by ipsec auto', () => {
  const lab = seenLab({ conns: connsOf('route-src'), daemons: {} }, { daemon: 'libreswan' });
  const ends = configuredTunnel(lab, 'tunnel-1')!;
  expect(initiateAnew(sceneOf(lab), ends).command).toMatch(
    /^ipsec auto --down Tunnel1; timeout \d+ ipsec auto --up Tunnel1$/,
  );
});
