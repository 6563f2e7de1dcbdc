import { driftedNodes } from '../../engine/drift.ts';
import type { StartedLab } from '../../engine/started-lab.ts';
import { FABRIC, INTERNET } from '../../topology/names.ts';
import { nodesWithDaemons, observe } from '../observe/observe.ts';
import { daemonStates } from '../sas.ts';
import { EVIDENCE } from './explain-evidence.ts';
import { evidenceFile, jsonFile } from './evidence-file.ts';
import type { EvidenceFile } from './evidence-file.ts';
import { nodeFiles } from './node-files.ts';
import type { WireRing } from './ring.ts';

/**
 * What a running lab looks like, as files: each is read within a budget, several at the same time, and what cannot be
 * read says why. Keys that the kernel or a configuration may show are still in it.
 */
export async function labFiles(running: StartedLab, ring: WireRing | null): Promise<EvidenceFile[]> {
  const nodes = nodeFiles(running);
  const files = await Promise.all([
    jsonFile(EVIDENCE.observation, () => observe(running)),
    jsonFile('tunnels.json', () => everySa(running)),
    evidenceFile('drift.txt', async () => {
      const drifted = await driftedNodes(running.node(FABRIC));
      return drifted.length === 0 ? 'none\n' : drifted.map(({ node, reason }) => `${node}: ${reason}\n`).join('');
    }),
    evidenceFile(`nodes/${FABRIC}/log.txt`, () => running.node(FABRIC).log(1000)),
    ...(ring === null ? [] : [evidenceFile(`${INTERNET}.pcap`, () => ring.read())]),
  ]);
  return [...files, ...(await nodes)];
}

/** The SAs of every IKE daemon, those of the tunnel endpoints too. */
async function everySa(running: StartedLab): Promise<unknown[]> {
  const daemons = await daemonStates(running, nodesWithDaemons(running));
  return Object.entries(daemons).flatMap(([node, own]) =>
    Object.entries(own).map(([daemon, { process, sas }]) => ({ node, daemon, process, ikeSas: sas })),
  );
}
