import { asPredicted, down, established, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const ROUTER_2 = 'onprem-2-router';
const pair = { from: SERVER, to: VPC_A_HOST };

const hasVirtualAddress = (router: string) =>
  prints(router, 'ip -4 -brief address show dev eth1', /10\.30\.128\.254/);
/** Table 101 is tgw-rt-a, which VPC A is associated with. */
const gatewayUses = (tunnel: string) =>
  prints(TGW, 'ip route show table 101 10.30.0.0/16', new RegExp(`dev ${tunnel}`));
const routeToVpcA = (router: string, route: RegExp) => prints(router, 'ip route get 10.10.141.106', route);

export default scenario({
  title: 'Two routers for one site',
  proves:
    'a site survives the death of one of its two routers in both directions, and that of all tunnels of the router which its hosts have as default gateway',
  rule: 'A second customer gateway device has a public address and a VPN connection of its own. With BGP AWS sends to the one whose AS_PATH is shorter, and to the other once that is gone; which one the site sends by, it decides itself: here by VRRP, and by internal BGP between the two.',
  source:
    'AWS Site-to-Site VPN user guide, Redundant Site-to-Site VPN connections for failover; Route priority; RFC 9568; RFC 4271, 9.2.1',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(asPredicted());

    const dies = { ...pair, maxGapMs: run.detectionMs };
    const dead = await run.outage('the first router dies', dies, async () => {
      const death = await run.inject('kill-node', { node: ROUTER });
      await run.check(gatewayUses('tunnel-3'));
      return death;
    });
    await run.check(hasVirtualAddress(ROUTER_2));
    await run.outage('the first router is back', dies, async () => {
      await dead.undo();
      await run.check(established());
      await run.check(hasVirtualAddress(ROUTER));
      await run.check(gatewayUses(TUNNEL_1));
    });

    await run.outage('the first router loses both of its tunnels', dies, async () => {
      await run.inject('kill-charon', { tunnel: TUNNEL_1 });
      await run.inject('kill-charon', { tunnel: TUNNEL_2 });
      await run.check(down(TUNNEL_1));
      await run.check(down(TUNNEL_2));
      await run.check(routeToVpcA(ROUTER, /via 10\.30\.128\.2 dev eth1/));
      await run.check(routeToVpcA(ROUTER_2, /dev Tunnel3/));
    });
    await run.check(hasVirtualAddress(ROUTER));
    await run.check(reaches(SERVER, VPC_A_HOST));
  },
});
