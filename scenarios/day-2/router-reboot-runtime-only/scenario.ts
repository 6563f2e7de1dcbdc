import { asPredicted, established, explained, isolated, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST } from '../../cast.ts';

export default scenario({
  title: 'A router typed by hand does not survive a reboot',
  proves:
    'a router whose tunnel interfaces and routes were typed by hand has both tunnels ESTABLISHED after a reboot, and sends nothing into them',
  rule: 'The VTIs, routes and iptables rules of the sample configuration have to be made again at each boot, e.g. by rc.local.',
  source: "AWS's strongSwan sample configuration",
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    const reboot = await run.inject('reboot-router', { router: ROUTER, configuration: 'runtime-only' });
    await run.check(isolated(SERVER, VPC_A_HOST, ROUTER));
    await run.check(established());
    await run.check(explained(SERVER, VPC_A_HOST, 'TUNNEL_INTERFACE_DOWN'));
    // No route into a tunnel is left, so the default route counts: towards the Internet, and in the clear.
    await run.check(prints(ROUTER, 'ip route get 10.10.141.106', /via 10\.30\.0\.1 dev eth0/));
    await reboot.undo();
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));
    await run.check(asPredicted());
  },
});
