import { scenario } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';

export default scenario({
  proves:
    'a router whose tunnel interfaces and routes were typed by hand has both tunnels ESTABLISHED after a reboot, and sends nothing into them',
  rule: 'The VTIs, routes and iptables rules of the sample configuration have to be made again at each boot, e.g. by rc.local.',
  source: "AWS's strongSwan sample configuration",
  control: 'without-faults',
  async run(run) {
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    const reboot = await run.inject('reboot-router', { router: ROUTER, configuration: 'runtime-only' });
    await run.isolated(SERVER, A, ROUTER);
    await run.established();
    await run.explained(SERVER, A, 'TUNNEL_INTERFACE_DOWN');
    // No route into a tunnel is left, so the default route counts: towards the Internet, and in the clear.
    await run.prints(ROUTER, 'ip route get 10.10.141.106', /via 10\.30\.0\.1 dev eth0/);
    await reboot.undo();
    await run.established();
    await run.reaches(SERVER, A, { via: 'tunnel-1' });
    await run.asPredicted();
  },
});
