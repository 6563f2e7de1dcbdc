import { established, judgement, reaches, scenario } from 's2s-lab';
import type { OutageReport, ScenarioRun } from 's2s-lab';
import { SERVER, TUNNEL_1, TUNNEL_2, VPC_A_HOST } from '../../cast.ts';

const pair = { from: SERVER, to: VPC_A_HOST };

/** Measures what a death of Tunnel1's endpoint costs, and brings it back. */
async function costOf(run: ScenarioRun, title: string, signal: 'TERM' | 'KILL'): Promise<OutageReport> {
  const limits = { ...pair, maxGapMs: run.detectionMs, movesTo: TUNNEL_2 };
  const fault = await run.outage(title, limits, () =>
    run.inject('kill-charon', { tunnel: TUNNEL_1, signal }),
  );
  await fault.undo();
  await run.check(established());
  await run.check(reaches(pair.from, pair.to, { via: TUNNEL_1 }));
  return run.outages.at(-1)!;
}

export default scenario({
  title: 'A DELETE is heard at once, silence only by DPD',
  proves:
    'a peer that says DELETE is left at once, one that falls silent only when dead peer detection says so, seconds later',
  rule: 'A peer that does not answer is dead when the DPD timeout is over; one that deletes its SA is gone when the message arrives.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    const [gateway] = run.lab.definition.customerGateways;
    const { dpdDelaySeconds } = gateway!.router.connections.find(({ tunnel }) => tunnel === TUNNEL_1)!;
    await run.check(established());
    await run.check(reaches(pair.from, pair.to, { via: TUNNEL_1 }));
    const polite = await costOf(run, 'the endpoint of Tunnel1 says DELETE and goes', 'TERM');
    const hard = await costOf(run, 'the endpoint of Tunnel1 dies without a word', 'KILL');
    const more = hard.longestGapMs - polite.longestGapMs;
    const seen = `${polite.longestGapMs} ms without an answer after a DELETE, ${hard.longestGapMs} ms without one`;
    await run.check({
      title: 'the silent death costs more, by at least the delay of dead peer detection',
      observe: async () => judgement(more >= 1000 * dpdDelaySeconds, seen),
    });
  },
});
