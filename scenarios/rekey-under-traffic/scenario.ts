import { scenario } from 's2s-lab';
import type { ScenarioRun } from 's2s-lab';

const SERVER = 'onprem-server';
const A = 'vpc-a-host';

/** Renews both SAs of a tunnel while it carries a probe every 10 ms. */
async function rekeyUnderTraffic(run: ScenarioRun, version: string, tunnel: string): Promise<void> {
  const nothing = { from: SERVER, to: A, maxLost: 0, movesTo: tunnel };
  await run.reaches(SERVER, A, { via: tunnel });
  await run.outage(`both SAs of ${tunnel} are renewed by ${version}`, nothing, async () => {
    await run.rekeys(tunnel, 'CHILD_SA');
    await run.rekeys(tunnel, 'IKE_SA');
    await run.rekeys(tunnel, 'CHILD_SA');
  });
}

export default scenario({
  proves:
    'CHILD_SA and IKE_SA are renewed under traffic without the loss of a packet: rekeyed by IKEv2, negotiated anew by IKEv1',
  rule: 'A tunnel has a phase 1 lifetime of up to 28800 s and a phase 2 lifetime of up to 3600 s, and is rekeyed before either ends.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.established();
    await rekeyUnderTraffic(run, 'IKEv2', 'tunnel-1');
    await run.inject('kill-charon', { tunnel: 'tunnel-1', signal: 'TERM' });
    await rekeyUnderTraffic(run, 'IKEv1', 'tunnel-2');
  },
});
