import { established, reaches, scenario, spread } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const CONNECTION_1 = [TUNNEL_1, TUNNEL_2];
const CONNECTION_2 = ['tunnel-3', 'tunnel-4'];

/** Counted for each tunnel and each direction, AWS's first: it is where the control run ends. */
async function spreads(run: ScenarioRun, over: readonly string[]): Promise<void> {
  await run.check(spread(VPC_A_HOST, SERVER, over));
  await run.check(spread(SERVER, VPC_A_HOST, over));
}

export default scenario({
  title: 'ECMP over the tunnels of two VPN connections',
  proves:
    'flows are spread over the four tunnels of two VPN connections, over the two of one, and never over one whose AS_PATH is longer; one flow keeps to one tunnel',
  rule: 'A Transit Gateway with VPN ECMP support spreads flows over the tunnels of VPN connections whose BGP brings a prefix on equal terms; with static routes, and at a virtual private gateway, it does not.',
  source: 'AWS Transit Gateway guide, Transit gateways (VPN ECMP support); AWS S2S VPN user guide, Quotas',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await run.check(reaches(SERVER, VPC_A_HOST));
    await spreads(run, [...CONNECTION_1, ...CONNECTION_2]);

    for (const tunnel of CONNECTION_2) await run.inject('bgp-down', { tunnel });
    await spreads(run, CONNECTION_1);

    // AWS takes equal AS_PATHs only; the router announces one, and so goes on using both tunnels itself.
    await run.inject('prepend-path', { connection: 'Tunnel2', times: 1 });
    await run.check(spread(VPC_A_HOST, SERVER, [TUNNEL_1]));
    await run.check(spread(SERVER, VPC_A_HOST, CONNECTION_1));
  },
});
