import { scenario } from 's2s-lab';
import type { OutageReport, ScenarioRun } from 's2s-lab';

const pair = { from: 'onprem-server', to: 'vpc-a-host' };

/** Measures what a death of Tunnel1's endpoint costs, and brings it back. */
async function costOf(run: ScenarioRun, title: string, signal: 'TERM' | 'KILL'): Promise<OutageReport> {
  let fault = { undo: async () => {} };
  const outage = await run.outage(
    title,
    { ...pair, maxGapMs: run.detectionMs, movesTo: 'tunnel-2' },
    async () => {
      fault = await run.inject('kill-charon', { tunnel: 'tunnel-1', signal });
    },
  );
  await fault.undo();
  await run.established();
  await run.reaches(pair.from, pair.to, { via: 'tunnel-1' });
  return outage;
}

export default scenario({
  proves:
    'a peer that says DELETE is left at once, one that falls silent only when dead peer detection says so, seconds later',
  rule: 'A peer that does not answer is dead when the DPD timeout is over; one that deletes its SA is gone when the message arrives.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  control: 'without-faults',
  async run(run) {
    const [gateway] = run.lab.definition.customerGateways;
    const { dpdDelaySeconds } = gateway!.router.connections.find(({ tunnel }) => tunnel === 'tunnel-1')!;
    await run.established();
    await run.reaches(pair.from, pair.to, { via: 'tunnel-1' });
    const polite = await costOf(run, 'the endpoint of Tunnel1 says DELETE and goes', 'TERM');
    const hard = await costOf(run, 'the endpoint of Tunnel1 dies without a word', 'KILL');
    const more = hard.longestGapMs - polite.longestGapMs;
    await run.check(
      'the silent death costs more, by at least the delay of dead peer detection',
      async () => ({
        verdict: more >= 1000 * dpdDelaySeconds ? 'passed' : 'failed',
        evidence: `${polite.longestGapMs} ms without an answer after a DELETE, ${hard.longestGapMs} ms without one`,
      }),
    );
  },
});
