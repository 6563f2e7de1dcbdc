import { expect, it } from 'vitest';
import { within } from '../../lab/checks/check.ts';
import { ikeSa } from '../../lab/checks/ike-sa.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { packagedFolder } from '../../lab/scenario/themes.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { mustPass, mustRun, startLab } from './labs.ts';

it('brings a tunnel up to a router that waits for one of its links', async () => {
  const file = `${packagedFolder('dpd-restart')}/lab.yaml`;
  await using lab = await startLab({ ...loadLab(file), name: 'it-aws-initiates' });
  await using dead = await injectFault(lab, 'kill-node', { node: 'onprem-server' });
  expect(dead.text).toContain('onprem-server');
  await lab.node('onprem-router').container.restart();
  await mustRun(lab, 'tunnel-2', 'swanctl --terminate --ike tunnel-2 --force; s2s-ike initiate tunnel-2');
  const up = within(BUDGETS_MS.reach, ikeSa('onprem-router', 'Tunnel2', 'ESTABLISHED'));
  await mustPass(lab, up);
});
