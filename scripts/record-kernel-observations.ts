// Records what explain's causes of the kernel data plane are tested on: brings the walk-through up, whose router has VTIs, on an
// engine that has that plane (`s2s vm up` says how to reach the VM's), breaks the router in one way after the other, and
// saves what was seen in tests/fixtures/observations/kernel. Whether what explain says to run cures it, it tries as well.
// `npx tsx scripts/record-kernel-observations.ts [case]...`
import { explainRecorded } from '../lab/probe/explain.ts';
import type { Explained } from '../lab/probe/explain.ts';
import type { StartedLab } from '../lab/engine/started-lab.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { seeOwnRouters } from '../lab/probe/own-routers.ts';
import { ping } from '../lab/probe/ping.ts';
import { loadLab } from '../lab/topology/load.ts';
import { file, quiet, save, withoutKnown } from './recordings.ts';

const A = 'vpc-a-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

/** Tunnel1 of the walk-through, as its commands make it, in place of whatever there is. */
function remade(device: string): string {
  return [
    'ip link del Tunnel1 2>/dev/null',
    `ip link add Tunnel1 type ${device}`,
    'ip addr add 169.254.216.30/30 remote 169.254.216.29/30 dev Tunnel1',
    'ip link set Tunnel1 up mtu 1419',
    'sysctl -qw net.ipv4.conf.Tunnel1.rp_filter=2 net.ipv4.conf.Tunnel1.disable_policy=1',
    'ip route add 10.10.0.0/16 dev Tunnel1 metric 100',
    'ip route add 10.20.0.0/16 dev Tunnel1 metric 100',
  ].join('; ');
}

const VTI = 'vti local 10.30.12.85 remote 43.200.198.51';
const MEND = remade(`${VTI} key 100`);
const setting = (name: string, value: number): string => `sysctl -qw net.ipv4.conf.Tunnel1.${name}=${value}`;

/** What is typed at the router, and what takes it back. */
interface Case {
  readonly run: string;
  readonly undo: string;
  readonly from?: string;
  readonly to?: string;
}

const back = { from: A, to: SERVER };
const CASES: Readonly<Record<string, Case>> = {
  answered: { run: ':', undo: ':' },
  'other-key': { run: remade(`${VTI} key 7`), undo: MEND },
  'other-key-back': { ...back, run: remade(`${VTI} key 7`), undo: MEND },
  'other-ikey': { run: remade(`${VTI} ikey 7 okey 100`), undo: MEND },
  'other-remote': { run: remade('vti local 10.30.12.85 remote 43.200.198.99 key 100'), undo: MEND },
  'if-id-beside-mark': { run: remade('xfrm dev eth0 if_id 100'), undo: MEND },
  'disable-xfrm': { run: setting('disable_xfrm', 1), undo: setting('disable_xfrm', 0) },
  'policy-checked': { run: setting('disable_policy', 0), undo: setting('disable_policy', 1) },
  'policy-checked-back': { ...back, run: setting('disable_policy', 0), undo: setting('disable_policy', 1) },
  'interface-missing': { run: 'ip link del Tunnel1', undo: MEND },
  'routes-of-charon': {
    run: 'ip route add default via 10.30.0.1 dev eth0 table 220; ip rule add lookup 220 priority 220',
    undo: 'ip route flush table 220',
  },
  'policies-flushed': { run: 'ip xfrm policy flush', undo: 'ipsec restart' },
  'states-flushed': { run: 'ip xfrm state flush', undo: 'ipsec restart' },
};

const lab = { ...loadLab(file('scenarios/reference/walk-through/lab.yaml')), name: 'c-kernel' };
const names = process.argv.slice(2);
const { running: lent } = await converge(lab, { ephemeral: true, until: 'tunnels' });
await using running = lent;
if (running.dataplane !== 'kernel') throw new Error('this engine has not got the kernel data plane');
const base = (await explained(CASES.answered!)).recording;
for (const [name, each] of Object.entries(CASES)) {
  if (name !== 'answered' && names.length > 0 && !names.includes(name)) continue;
  await type(running, each.run);
  const { recording, diagnosis } = await explained(each);
  const { router } = running.definition.customerGateways[0]!;
  const kept = name === 'answered' ? base : withoutKnown(quiet(recording), quiet(base));
  await save(`kernel/${name}`, { ...(kept as object), router });
  console.log(`  ${diagnosis.cause?.code ?? 'answered'}: ${diagnosis.cause?.text ?? ''}`);
  const repair = diagnosis.cause?.repair ?? null;
  if (repair !== null) {
    await running.node(repair.node).run(repair.command);
    console.log(`  ${repair.command}\n  ${(await isAnswered(each)) ? 'cured' : 'NOT CURED'}`);
  }
  await type(running, each.undo);
  console.log(`  ${(await isAnswered(each)) ? 'whole again' : 'NOT WHOLE AGAIN'}`);
}

async function explained({ from = SERVER, to = A }: Case): Promise<Explained> {
  await seeOwnRouters(running);
  const { recording, diagnosis } = await explainRecorded(running, from, to);
  const { trace } = recording;
  return {
    diagnosis,
    recording: trace === null ? recording : { ...recording, trace: { ...trace, esp: {} } },
  };
}

/** Where a cure or an undo has the tunnel negotiated anew, that takes a moment. */
async function isAnswered({ from = SERVER, to = A }: Case): Promise<boolean> {
  for (let left = 15; left > 0; left -= 1) if ((await ping(running, from, to)).received > 0) return true;
  return false;
}

async function type(running: StartedLab, command: string): Promise<void> {
  const { exitCode, stderr } = await running.node(ROUTER).run(command);
  if (exitCode !== 0) console.log(`  ${command}: exit code ${exitCode}: ${stderr}`);
}
