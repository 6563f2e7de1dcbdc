import { established, reaches, rekeyed, scenario } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

/** Probes, a tenth of a second: IKEv1 may lose what arrives ahead of the message that completes a quick mode. */
const OVERTAKING = 10;

/** Renews both SAs of a tunnel while it carries a probe every 9 ms. */
async function rekeyUnderTraffic(
  run: ScenarioRun,
  version: string,
  tunnel: string,
  maxLost: number,
): Promise<void> {
  const limits = { from: SERVER, to: VPC_A_HOST, maxLost, movesTo: tunnel };
  await run.check(reaches(SERVER, VPC_A_HOST, { via: tunnel }));
  await run.outage(`both SAs of ${tunnel} are renewed by ${version}`, limits, async () => {
    await run.check(rekeyed(tunnel, 'CHILD_SA'));
    await run.check(rekeyed(tunnel, 'IKE_SA'));
    await run.check(rekeyed(tunnel, 'CHILD_SA'));
  });
}

export default scenario({
  title: 'Both SAs are renewed under traffic',
  proves:
    'IKEv2 renews CHILD_SA and IKE_SA under traffic without the loss of a packet; IKEv1, which negotiates the IKE_SA anew, may lose the odd one',
  rule: 'A tunnel has a phase 1 lifetime of up to 28800 s and a phase 2 lifetime of up to 3600 s, and is rekeyed before either ends.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await rekeyUnderTraffic(run, 'IKEv2', TUNNEL_1, 0);
    await run.inject('kill-charon', { tunnel: TUNNEL_1, signal: 'TERM' });
    await rekeyUnderTraffic(run, 'IKEv1', TUNNEL_2, OVERTAKING);
  },
});
