import { asPredicted, established, explained, prints, reaches, scenario } from 's2s-lab';
import { ROUTER, SERVER, TGW, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const DX = 'dx-1';
const pair = { from: SERVER, to: VPC_A_HOST };
/** BFD finds a silent link dead after three times 300 ms; the hold timer of the fast profile takes 9 s, AWS's own 90 s. */
const FOUND_BY_BFD = { ...pair, maxGapMs: 5000 };
/** Both ends bring the route before they use it. */
const BACK = { ...pair, maxGapMs: 1000 };

const routerUses = (device: string) =>
  prints(ROUTER, 'ip route get 10.10.141.106', new RegExp(`dev ${device}`));
/** Table 101 is tgw-rt-a, which VPC A is associated with. */
const gatewayUses = (device: string) =>
  prints(TGW, 'ip route show table 101 10.30.0.0/16', new RegExp(`dev ${device}`));

export default scenario({
  title: 'Direct Connect with a VPN as backup',
  proves:
    'both sides prefer Direct Connect, move to the VPN when its link is cut in the middle and BFD finds it silent, and go back once it is mended',
  rule: 'Of equal prefixes a Transit Gateway prefers those of a Direct Connect gateway to those of a VPN; the customer has to prefer them, too. AWS speaks BFD on every virtual interface, 300 ms times 3: it works once the router does.',
  source:
    'AWS Transit Gateway guide, Route evaluation order; AWS Direct Connect user guide, Bidirectional forwarding detection; AWS re:Post, How do I configure Direct Connect and VPN failover with Transit Gateway',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.check(routerUses(DX));
    await run.check(gatewayUses(DX));
    await run.check(asPredicted());

    const cut = await run.outage('the Direct Connect link is cut', FOUND_BY_BFD, async () => {
      const fault = await run.inject('direct-connect-down', { virtualInterface: DX });
      await run.check(routerUses('Tunnel1'));
      await run.check(gatewayUses(TUNNEL_1));
      return fault;
    });
    await run.outage('the link is mended', BACK, async () => {
      await cut.undo();
      await run.check(routerUses(DX));
      await run.check(gatewayUses(DX));
    });

    await run.inject('bgp-down', { tunnel: TUNNEL_1 });
    await run.inject('bgp-down', { tunnel: TUNNEL_2 });
    await run.check(reaches(SERVER, VPC_A_HOST));
    await run.inject('direct-connect-down', { virtualInterface: DX });
    await run.check(explained(SERVER, VPC_A_HOST, 'BGP_SESSION_DOWN'));
  },
});
