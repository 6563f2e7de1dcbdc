import { download, established, judgement, scenario } from 's2s-lab';
import type { Check } from 's2s-lab';
import { ROUTER, SERVER, VPC_A_HOST } from '../../cast.ts';

/** Fits into one packet of any tunnel. */
const SMALL = 1000;
const LARGE = 100_000_000;
const STALL_MS = 2000;

/** The server on premises fetches so many bytes from VPC A: how many of them have to arrive, and in what time. */
function fetches(
  title: string,
  bytes: number,
  expected: { readonly arriving: number; readonly budgetMs?: number },
): Check {
  const { arriving, ...budget } = expected;
  return {
    title,
    observe: async (lab) => {
      const seen = await download(lab, SERVER, VPC_A_HOST, { bytes, ...budget });
      const seconds = seen.durationMs / 1000;
      const rate = (seen.bytes * 8) / 1e6 / seconds;
      return judgement(
        seen.bytes === arriving,
        `${seen.bytes} of ${bytes} bytes in ${seconds.toFixed(1)} s, ${rate.toFixed(0)} Mbit/s`,
      );
    },
  };
}

export default scenario({
  title: 'TCP stalls without the MSS clamp',
  proves:
    "without the router's MSS clamp TCP from AWS opens and carries small answers, and of 100 MB not a byte arrives; with the clamp all of it does",
  rule: 'A VPN connection does not support path MTU discovery, and the Transit Gateway drops what is too large without a word; the customer gateway device has to adjust the MSS.',
  source:
    'AWS Site-to-Site VPN user guide, Your customer gateway device; AWS Transit Gateway guide, Quotas: MTU',
  control: 'without-faults',
  async run(run) {
    await run.check(established());
    const fault = await run.inject('unclamp-mss', { router: ROUTER });
    await run.check(fetches('a small answer arrives', SMALL, { arriving: SMALL }));
    await run.check(
      fetches('100 MB stall with the first full segment', LARGE, { arriving: 0, budgetMs: STALL_MS }),
    );
    await fault.undo();
    await run.check(fetches('100 MB arrive', LARGE, { arriving: LARGE }));
  },
});
