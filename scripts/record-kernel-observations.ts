// Records what explain's causes of the kernel data plane are tested on: brings the walk-through up, whose router has VTIs, on an
// engine that has that plane (`s2s vm up` says how to reach the VM's), breaks the router in one way after the other, then
// puts other owners' routers in its place, and saves what was seen in tests/fixtures/observations/kernel. Whether what
// explain says to run cures it, it tries as well.
// `npx tsx scripts/record-kernel-observations.ts [case]...`
import { explainRecorded } from '../lab/probe/explain.ts';
import type { Explained } from '../lab/probe/explain.ts';
import type { Recording } from '../lab/diagnosis/recording.ts';
import { awaitWired } from '../lab/engine/ready.ts';
import type { StartedLab } from '../lab/engine/started-lab.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { seeOwnRouters } from '../lab/probe/own-routers.ts';
import { settleTunnels } from '../lab/probe/settle-tunnels.ts';
import { BUDGETS_MS } from '../lab/wait/budgets.ts';
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

/** Gives Tunnel2 a key and a mark, and has charon negotiate its CHILD_SA with it. */
function tunnel2With(key: number): string {
  return [
    'ip link del Tunnel2',
    `ip link add Tunnel2 type vti local 10.30.12.85 remote 43.203.78.35 key ${key}`,
    'ip addr add 169.254.123.170/30 remote 169.254.123.169/30 dev Tunnel2',
    'ip link set Tunnel2 up mtu 1419',
    `sed -i '/^conn Tunnel2/,$ s/mark=.*/mark=${key}/' /etc/ipsec.conf`,
    'ipsec update; ipsec down Tunnel2; ipsec up Tunnel2',
  ].join('; ');
}

/** The hosts between which explain is asked. */
interface Ends {
  readonly from?: string;
  readonly to?: string;
}

/** What is typed at the router, and what takes it back. */
interface Case extends Ends {
  readonly run: string;
  readonly undo: string;
}

/** Folders of tests/fixtures/routers whose routers are broken as they are, by the recording's name, and what is typed there. */
const ROUTERS: Readonly<Record<string, readonly [folder: string, run: string]>> = {
  'no-leftid': ['no-leftid', ':'],
  // Of two equal policies the later one counts, and AWS answers by tunnel-1.
  'equal-selectors': ['policy-based-equal-selectors', 'ipsec down aws-tunnel2; ipsec up aws-tunnel2'],
};

const back = { from: A, to: SERVER };
const CASES: Readonly<Record<string, Case>> = {
  answered: { run: ':', undo: ':' },
  'other-key': { run: remade(`${VTI} key 7`), undo: MEND },
  'other-key-back': { ...back, run: remade(`${VTI} key 7`), undo: MEND },
  // With disable_policy=1 where ESP comes in, as the walk-through has it, nothing looks at what a VTI has for ikey.
  'other-ikey': {
    run: `sysctl -qw net.ipv4.conf.eth0.disable_policy=0; ${remade(`${VTI} ikey 7 okey 100`)}`,
    undo: `sysctl -qw net.ipv4.conf.eth0.disable_policy=1; ${MEND}`,
  },
  'other-remote': { run: remade('vti local 10.30.12.85 remote 43.200.198.99 key 100'), undo: MEND },
  'if-id-beside-mark': { run: remade('xfrm dev eth0 if_id 100'), undo: MEND },
  'disable-xfrm': {
    run: 'sysctl -qw net.ipv4.conf.Tunnel1.disable_xfrm=1',
    undo: 'sysctl -qw net.ipv4.conf.Tunnel1.disable_xfrm=0',
  },
  'routes-of-charon': {
    run: 'ip route add default via 10.30.0.1 dev eth0 table 220',
    undo: 'ip route flush table 220',
  },
  'policies-flushed': { run: 'ip xfrm policy flush', undo: 'ipsec restart' },
  'same-mark': { run: tunnel2With(100), undo: tunnel2With(200) },
  'states-flushed': { run: 'ip xfrm state flush', undo: 'ipsec restart' },
};

const name = 'record-kernel';
const lab = { ...loadLab(file('scenarios/reference/walk-through/lab.yaml')), name };
const names = process.argv.slice(2);
const isAsked = (recording: string): boolean => names.length === 0 || names.includes(recording);
const { running: lent } = await converge(lab, { ephemeral: true, until: 'tunnels' });
await using running = lent;
if (running.dataplane !== 'kernel') throw new Error('this engine has not got the kernel data plane');
const base = (await explained(running, CASES.answered!)).recording;
if (isAsked('answered')) await keep('answered', running, CASES.answered!, base);
for (const [recording, each] of Object.entries(CASES)) {
  if (recording === 'answered' || !isAsked(recording)) continue;
  await type(running, each.run);
  await keep(recording, running, each);
  await type(running, each.undo);
  console.log(`  ${(await isAnswered(running, each)) ? 'whole again' : 'NOT WHOLE AGAIN'}`);
}
// It is another owner's next: nothing is taken back.
if (isAsked('rebooted')) {
  await running.node(ROUTER).doToContainer('restart');
  await awaitWired(running, ROUTER);
  await settleTunnels(running, BUDGETS_MS.tunnelsEstablished);
  await keep('rebooted', running, {});
}
for (const [recording, [folder, run]] of Object.entries(ROUTERS)) {
  if (!isAsked(recording)) continue;
  const routers = [{ customerGateway: null, folder: file(`tests/fixtures/routers/${folder}`) }];
  const other = { ...loadLab(file('scenarios/reference/lab.yaml'), { routers }), name };
  const { running: changed } = await converge(other, { ephemeral: true, until: 'nodes' });
  await settleTunnels(changed, BUDGETS_MS.tunnelsEstablished);
  await type(changed, run);
  await keep(recording, changed, {});
}

/** Saves what is seen now, and tries what explain says to run. */
async function keep(recording: string, at: StartedLab, ends: Ends, seen?: Recording): Promise<void> {
  const { recording: whole, diagnosis } =
    seen === undefined ? await explained(at, ends) : { recording: seen, diagnosis: { cause: null } };
  const { router } = at.definition.customerGateways[0]!;
  const kept = recording === 'answered' ? base : withoutKnown(quiet(whole), quiet(base));
  await save(`kernel/${recording}`, { ...(kept as object), router });
  const { cause } = diagnosis;
  console.log(`  ${cause?.code ?? 'answered'}: ${cause?.text ?? ''}`);
  const repair = cause?.repair ?? null;
  if (repair === null) return;
  await at.node(repair.node).run(repair.command);
  console.log(`  ${repair.command}\n  ${(await isAnswered(at, ends)) ? 'cured' : 'NOT CURED'}`);
}

async function explained(at: StartedLab, { from = SERVER, to = A }: Ends): Promise<Explained> {
  await seeOwnRouters(at);
  const { recording, diagnosis } = await explainRecorded(at, from, to);
  const { trace } = recording;
  return {
    diagnosis,
    recording: trace === null ? recording : { ...recording, trace: { ...trace, esp: {} } },
  };
}

/** Where a cure or an undo has the tunnel negotiated anew, that takes a moment. */
async function isAnswered(at: StartedLab, { from = SERVER, to = A }: Ends): Promise<boolean> {
  for (let left = 15; left > 0; left -= 1) if ((await ping(at, from, to)).received > 0) return true;
  return false;
}

async function type(at: StartedLab, command: string): Promise<void> {
  const { exitCode, stderr } = await at.node(ROUTER).run(command);
  if (exitCode !== 0) console.log(`  ${command}: exit code ${exitCode}: ${stderr}`);
}
