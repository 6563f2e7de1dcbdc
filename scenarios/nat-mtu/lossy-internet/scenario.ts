import { download, ikeSas, ping, scenario } from 's2s-lab';
import type { StartedLab } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
/** Two directions of 20 ms. */
const ROUND_TRIP_MS = 40;
/** Of so many 2 % are lost, 1 % in each direction; none, or more than 5 %, less than once in a million runs. */
const PINGS = 1000;
const MAX_LOST = 50;
const BYTES = 1_000_000;

/** The router's IKE_SAs with their numbers: one that is negotiated anew has another. */
async function sas(lab: StartedLab): Promise<string> {
  const all = await ikeSas(lab, ROUTER);
  return all
    .map(({ name, uniqueId, state }) => `${name} #${uniqueId} ${state}`)
    .toSorted()
    .join(', ');
}

export default scenario({
  proves:
    'over an Internet with a round trip of 40 ms that loses 1 % in each direction both tunnels come up and stay up, and TCP gets through, at the pace that round trip and loss leave it',
  rule: 'Latency, packet loss, jitter and bandwidth decide how a connection to AWS performs, and a VPN over the Internet has those of the Internet.',
  source: 'AWS whitepaper Hybrid Connectivity, Performance',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.established();
    const before = await sas(run.lab);
    await run.reaches(SERVER, A, { via: 'tunnel-1' });

    const seen = await run.step(`${PINGS} pings from ${SERVER} to ${A}`, () =>
      ping(run.lab, SERVER, A, { count: PINGS, intervalMs: 10 }),
    );
    await run.check(`a round trip takes at least ${ROUND_TRIP_MS} ms`, () => {
      const { rttMs } = seen;
      const verdict = rttMs !== null && rttMs >= ROUND_TRIP_MS ? 'passed' : 'failed';
      return Promise.resolve({ verdict, evidence: `${rttMs} ms on average` });
    });
    await run.check('some are lost, and few', () => {
      const lost = seen.sent - seen.received;
      const verdict = lost > 0 && lost <= MAX_LOST ? 'passed' : 'failed';
      return Promise.resolve({ verdict, evidence: `${lost} of ${seen.sent} lost` });
    });

    await run.check('a TCP transfer completes', async () => {
      const { bytes, durationMs } = await download(run.lab, SERVER, A, { bytes: BYTES });
      const seconds = durationMs / 1000;
      const rate = (bytes * 8) / 1e6 / seconds;
      return {
        verdict: bytes === BYTES ? 'passed' : 'failed',
        evidence: `${bytes} of ${BYTES} bytes in ${seconds.toFixed(1)} s, ${rate.toFixed(1)} Mbit/s`,
      };
    });
    await run.established();
    await run.check('no IKE_SA was negotiated anew', async () => {
      const after = await sas(run.lab);
      return { verdict: after === before ? 'passed' : 'failed', evidence: after };
    });
  },
});
