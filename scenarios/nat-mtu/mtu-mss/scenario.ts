import { download, scenario } from 's2s-lab';
import type { Judgement, StartedLab } from 's2s-lab';

const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';
const A = 'vpc-a-host';
/** Fits into one packet of any tunnel. */
const SMALL = 1000;
const LARGE = 100_000_000;
const STALL_MS = 2000;

/** The server on premises fetches so many bytes from VPC A: how many of them have to arrive, and in what time. */
async function fetches(
  lab: StartedLab,
  bytes: number,
  expected: { readonly arriving: number; readonly budgetMs?: number },
): Promise<Judgement> {
  const { arriving, ...budget } = expected;
  const seen = await download(lab, SERVER, A, { bytes, ...budget });
  const seconds = seen.durationMs / 1000;
  const rate = (seen.bytes * 8) / 1e6 / seconds;
  return {
    verdict: seen.bytes === arriving ? 'passed' : 'failed',
    evidence: `${seen.bytes} of ${bytes} bytes in ${seconds.toFixed(1)} s, ${rate.toFixed(0)} Mbit/s`,
  };
}

export default scenario({
  proves:
    "without the router's MSS clamp TCP from AWS opens and carries small answers, and of 100 MB not a byte arrives; with the clamp all of it does",
  rule: 'A VPN connection does not support path MTU discovery, and the Transit Gateway drops what is too large without a word; the customer gateway device has to adjust the MSS.',
  source:
    'AWS Site-to-Site VPN user guide, Your customer gateway device; AWS Transit Gateway guide, Quotas: MTU',
  control: 'without-faults',
  async run(run) {
    await run.established();
    const fault = await run.inject('unclamp-mss', { router: ROUTER });
    await run.check('a small answer arrives', () => fetches(run.lab, SMALL, { arriving: SMALL }));
    await run.check('100 MB stall with the first full segment', () =>
      fetches(run.lab, LARGE, { arriving: 0, budgetMs: STALL_MS }),
    );
    await fault.undo();
    await run.check('100 MB arrive', () => fetches(run.lab, LARGE, { arriving: LARGE }));
  },
});
