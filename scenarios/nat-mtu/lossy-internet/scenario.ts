import { download, established, ikeSas, judgement, ping, reaches, scenario } from 's2s-lab';
import type { Check, StartedLab } from 's2s-lab';
import { ROUTER, SERVER, TUNNEL_1, VPC_A_HOST } from '../../cast.ts';

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

const TRANSFERRED: Check = {
  title: 'a TCP transfer completes',
  observe: async (lab) => {
    const { bytes, durationMs } = await download(lab, SERVER, VPC_A_HOST, { bytes: BYTES });
    const seconds = durationMs / 1000;
    const rate = (bytes * 8) / 1e6 / seconds;
    return judgement(
      bytes === BYTES,
      `${bytes} of ${BYTES} bytes in ${seconds.toFixed(1)} s, ${rate.toFixed(1)} Mbit/s`,
    );
  },
};

export default scenario({
  title: 'Tunnels and TCP over a slow Internet that loses packets',
  proves:
    'over an Internet with a round trip of 40 ms that loses 1 % in each direction both tunnels come up and stay up, and TCP gets through, at the pace that round trip and loss leave it',
  rule: 'Latency, packet loss, jitter and bandwidth decide how a connection to AWS performs, and a VPN over the Internet has those of the Internet.',
  source: 'AWS whitepaper Hybrid Connectivity, Performance',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    const before = await sas(run.lab);
    await run.check(reaches(SERVER, VPC_A_HOST, { via: TUNNEL_1 }));

    const seen = await run.step(`${PINGS} pings from ${SERVER} to ${VPC_A_HOST}`, () =>
      ping(run.lab, SERVER, VPC_A_HOST, { count: PINGS, intervalMs: 10 }),
    );
    const { rttMs, sent, received } = seen;
    await run.check({
      title: `a round trip takes at least ${ROUND_TRIP_MS} ms`,
      observe: async () => judgement(rttMs !== null && rttMs >= ROUND_TRIP_MS, `${rttMs} ms on average`),
    });
    const lost = sent - received;
    await run.check({
      title: 'some are lost, and few',
      observe: async () => judgement(lost > 0 && lost <= MAX_LOST, `${lost} of ${sent} lost`),
    });

    await run.check(TRANSFERRED);
    await run.check(established());
    await run.check({
      title: 'no IKE_SA was negotiated anew',
      observe: async (lab) => {
        const after = await sas(lab);
        return judgement(after === before, after);
      },
    });
  },
});
