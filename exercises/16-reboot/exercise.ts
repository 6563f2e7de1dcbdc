import { established, exercise, findLab, injectFault, judgement, reaches } from 's2s-lab';
import type { Check } from 's2s-lab';
import { all } from '../checks.ts';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST, VPC_B_HOST } from '../../scenarios/cast.ts';

const rebooted: Check = {
  title: 'the router reboots',
  observe: async (running) => {
    await using inside = await findLab(running.name);
    await injectFault(inside, 'reboot-router', { router: ROUTER, configuration: 'persistent' });
    return judgement(true, 'it was rebooted');
  },
};
/** The walk-through's router, as it was typed. */
const TYPED = '../../scenarios/reference/walk-through/onprem';
/** What is typed once is only what changes files. */
const REST = {
  'onprem/commands.sh': '../07-tunnel-interface/onprem/commands.sh',
  'onprem/sysctl.conf': 'solution/sysctl.conf',
};
const VIA = { via: TUNNEL_1 };
const BOTH_VPCS = all('both VPCs', reaches(SERVER, VPC_A_HOST, VIA), reaches(SERVER, VPC_B_HOST, VIA));

export default exercise({
  title: 'The router reboots',
  goal: 'After a reboot of the router everything is as before, and nobody has typed anything.',
  theme: 'Day 2',
  minutes: 20,
  task: () => ({
    start: {
      files: {
        'onprem/ipsec.conf': `${TYPED}/ipsec.conf`,
        'onprem/ipsec.secrets': `${TYPED}/ipsec.secrets`,
        'onprem/commands.sh': `${TYPED}/commands.sh`,
      },
      lab: { customerGateways: { onprem: { router: { files: 'onprem' } } } },
    },
    items: [
      {
        name: 'The server reaches both VPCs after a reboot',
        points: 80,
        check: all('a reboot', BOTH_VPCS, rebooted, established(), BOTH_VPCS),
        reason: 'after the reboot the tunnels are up, and nothing is sent into them, or back out to the site',
      },
    ],
    questions: [
      {
        name: 'what-came-back',
        points: 20,
        ask: 'Which of these came back by itself after the first reboot: tunnels, routes or interfaces?',
        answer: ['tunnels', 'the tunnels'],
      },
    ],
    hints: [
      'Reboot it yourself: `s2s fault reboot-router onprem-router`, then `s2s explain onprem-server vpc-a-host`.',
      'What is typed lives in the kernel, and is gone with it. ipsec.conf is a file, and is read at boot.',
      'Move the commands of commands.sh into a file onprem/rc.local (its first line is #!/bin/sh, no sudo is needed), and net.ipv4.ip_forward=1 into onprem/sysctl.conf.',
    ],
    solution: {
      files: { ...REST, 'onprem/rc.local': 'solution/rc.local' },
    },
    wrongWays: [
      {
        title: 'the interfaces are made at boot, and the routes are forgotten',
        does: {
          files: { ...REST, 'onprem/rc.local': 'solution/without-routes' },
        },
        fails: ['The server reaches both VPCs after a reboot'],
      },
    ],
  }),
});
