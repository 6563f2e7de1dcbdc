import { driftedNodes } from '../../engine/drift.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { listSas } from '../../ike/sa.ts';
import { charonsOf } from '../../plan/services/find-charon.ts';
import { FABRIC, INTERNET } from '../../topology/names.ts';
import { observe } from '../observe/observe.ts';
import { EVIDENCE } from './explain-evidence.ts';
import { attempt, evidenceFile, jsonFile } from './evidence-file.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { nodeFiles } from './node-files.ts';
import type { WireRing } from './ring.ts';

/**
 * What a running lab looks like, as files: all of it is read at the same time, within a budget, and what cannot be read
 * says why. Keys that the kernel or a configuration may show are still in it.
 */
export async function labFiles(lab: StartedLab, ring: WireRing | null): Promise<EvidenceFile[]> {
  const nodes = nodeFiles(lab);
  const files = await Promise.all([
    jsonFile(EVIDENCE.observation, () => observe(lab)),
    jsonFile('tunnels.json', () => everySa(lab)),
    evidenceFile('drift.txt', async () => {
      const drifted = await driftedNodes(lab.node(FABRIC));
      return drifted.length === 0 ? 'none\n' : drifted.map(({ node, reason }) => `${node}: ${reason}\n`).join('');
    }),
    evidenceFile(`nodes/${FABRIC}/log.txt`, () => lab.node(FABRIC).log(1000)),
    ...(ring === null ? [] : [evidenceFile(`${INTERNET}.pcap`, () => ring.read())]),
  ]);
  return [...files, ...(await nodes)];
}

/** The SAs of every IKE daemon, those of the tunnel endpoints too. */
function everySa(lab: StartedLab): Promise<unknown[]> {
  return Promise.all(
    lab.plan.nodes.flatMap((plan) =>
      charonsOf(plan).map(async ({ name: daemon }) => ({
        node: plan.name,
        daemon,
        ikeSas: await attempt(async () => listSas(await lab.node(plan.name).vici(daemon))),
      })),
    ),
  );
}
