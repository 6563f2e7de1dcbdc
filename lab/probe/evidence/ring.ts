import type { StartedLab } from '../../engine/started-lab.ts';
import { INTERNET } from '../../topology/names.ts';
import { endTcpdump, startTcpdump } from '../wire.ts';
import { joinPcaps } from './pcap.ts';

/** The ring's two files get `0` and `1` after this. */
const FILE = '/tmp/s2s-evidence.pcap';
/** Megabytes of each of the two files. */
const FILE_MB = 3;
/** Enough for the headers down to ESP, and for what IKE offers in the clear. */
const SNAP_BYTES = 256;

/** What is captured at the Internet of a lab while a scenario runs. */
export interface WireRing {
  /**
   * Ends the capture, and returns the newest of what came by as a pcap file: up to 6 MB.
   * @throws {EngineError} if the node is missing.
   */
  read(): Promise<Buffer>;
  /** Ends the capture. Where the node has ended, so has it. */
  end(): Promise<void>;
}

/**
 * Captures what passes the Internet of a lab, each packet as it comes in and as it goes out, until the lab ends.
 * @throws {EngineError} if it cannot.
 */
export async function startWireRing(running: StartedLab): Promise<WireRing> {
  // --immediate-mode: the last second is what matters. Without -Z it gives up root, and could not make the second file.
  const ring = `-p -s ${SNAP_BYTES} --immediate-mode -Z root -C ${FILE_MB} -W 2`;
  const process = await startTcpdump(running, INTERNET, FILE, ring);
  const node = running.node(INTERNET);
  const end = async (): Promise<void> => {
    await node.run(endTcpdump(process)).catch(() => {});
  };
  return {
    end,
    async read() {
      await end();
      const files = await Promise.all([node.file(`${FILE}0`), node.file(`${FILE}1`)]);
      return joinPcaps(files.filter((file) => file !== null));
    },
  };
}
