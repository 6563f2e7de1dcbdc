import { judge } from '../../checks/check.ts';
import { rekeyed } from '../../checks/rekeyed.ts';
import { LabError } from '../../errors.ts';
import type { DrillEvent, Scene, Seen } from '../event.ts';
import { judgePassing, missingControl } from '../judge.ts';
import { underPassing } from '../under-fault.ts';

/** Both SAs of a tunnel are renewed while it carries probes. */
export const rekey: DrillEvent = {
  name: 'rekey',
  title: 'IKE_SA and CHILD_SA of {tunnel} are renewed under traffic',
  standsFor: 'Both SAs end: phase 1 after up to 28800 s, phase 2 after up to 3600 s, and are renewed before.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options',
  cure: 'give both ends of {tunnel} the same lifetimes and a group in phase 2 (s2s lint: lifetimes, no-pfs, one-sided-proposals)',
  happensTo: 'tunnel',
  expectedMs: () => 4000,
  carryOut,
  judge(seen) {
    const judged = judgePassing(seen);
    if (seen.failures.length === 0 || missingControl(seen) !== null) return judged;
    return { ...judged, verdict: 'fails', sentences: [...seen.failures, ...judged.sentences] };
  },
};

async function carryOut(scene: Scene): Promise<Seen> {
  const { running, tunnel } = scene;
  const failures: string[] = [];
  const seen = await underPassing(scene, async () => {
    for (const sa of ['CHILD_SA', 'IKE_SA', 'CHILD_SA'] as const) {
      try {
        const { verdict, evidence } = await judge(running, rekeyed(tunnel!, sa));
        if (verdict !== 'passed') failures.push(`the ${sa} of ${tunnel!} is not renewed: ${evidence}`);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        failures.push(error.problems.map(({ what }) => what).join('; '));
      }
    }
  });
  return { ...seen, failures: [...new Set(failures)] };
}
