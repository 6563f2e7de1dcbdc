import { captureDuring, established, judgement, ping, reaches, scenario, tunnelMtu } from 's2s-lab';
import type { EncryptionAlgorithm, IntegrityAlgorithm, Judgement, ScenarioRun, StartedLab } from 's2s-lab';
import { INTERNET, SERVER, VPC_A_HOST, VPC_B_HOST } from '../../cast.ts';

const PATH_MTU = 1500;
/** Whole blocks of every cipher: so many bytes less in are as many less out. */
const STEP = 48;

/** Sends one ping of that size with DF, and returns the size of its ESP on the Internet; null without an answer. */
async function espSize(lab: StartedLab, to: string, sizeBytes: number): Promise<number | null> {
  const { result, packets } = await captureDuring(lab, INTERNET, 'src host 3.36.6.148', () =>
    ping(lab, SERVER, to, { sizeBytes, timeoutMs: 2000 }),
  );
  const esp = packets.find((packet) => packet.includes('ESP('));
  const size = / length (\d+)\)/.exec(esp ?? '')?.[1];
  return result.received === 1 && size !== undefined ? Number(size) : null;
}

/** Whether packets of `mtu` bytes are the largest whose ESP fits into the path, and nothing larger enters the tunnel. */
async function fits(lab: StartedLab, to: string, mtu: number): Promise<Judgement> {
  const largest = await espSize(lab, to, mtu);
  const tooLarge = await espSize(lab, to, mtu + 1);
  const below = await espSize(lab, to, mtu - STEP);
  const above = await espSize(lab, to, mtu - STEP + 1);
  const limit = PATH_MTU - STEP;
  const passes = largest !== null && largest <= PATH_MTU && tooLarge === null;
  const isEdge = below !== null && below <= limit && above !== null && above > limit;
  return judgement(
    passes && isEdge,
    `${mtu} bytes: ${largest} of ESP; ${mtu + 1}: ${tooLarge ?? 'not carried'}; ${mtu - STEP}: ${below}; ${mtu - STEP + 1}: ${above}, where ${limit} would be the most`,
  );
}

async function checkRow(
  run: ScenarioRun,
  to: string,
  encryption: EncryptionAlgorithm,
  integrity: IntegrityAlgorithm,
): Promise<void> {
  const { mtu } = tunnelMtu(encryption, integrity, true);
  await run.check(reaches(SERVER, to));
  await run.check({
    title: `${encryption} with ${integrity}: ${mtu} bytes`,
    observe: (lab) => fits(lab, to, mtu),
  });
}

export default scenario({
  title: "ESP's overhead, row by row of AWS's MTU table",
  proves:
    'behind a NAT ESP adds to a packet what the MTU table of AWS allows for, for every row of the table, and a tunnel carries not a byte more',
  rule: 'With NAT-T a tunnel has an MTU of 1438 with AES-GCM, 1422 with AES-CBC and SHA1, SHA2-256 or SHA2-384, 1406 with SHA2-512.',
  source: 'AWS Site-to-Site VPN user guide, Best practices for your customer gateway device',
  control: { labFile: 'control.yaml' },
  async run(run) {
    await run.check(established());
    await checkRow(run, VPC_A_HOST, 'AES128', 'SHA1');
    await checkRow(run, VPC_B_HOST, 'AES256-GCM-16', 'SHA2-256');
    await run.converge('the tunnels get SHA2-384 and SHA2-512', 'sha2.yaml');
    await run.check(established());
    await checkRow(run, VPC_A_HOST, 'AES256', 'SHA2-384');
    await checkRow(run, VPC_B_HOST, 'AES256', 'SHA2-512');
  },
});
