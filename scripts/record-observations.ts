// Records what the tests of lab/diagnosis judge: brings the reference lab up, breaks it in one way after the other, and
// saves what was seen of a probe each time, in tests/fixtures/observations. `npx tsx scripts/record-observations.ts [case]...`
import type { ExplainOptions, Recording } from '../lab/diagnosis/recording.ts';
import type { StartedLab } from '../lab/engine/started-lab.ts';
import type { FaultName } from '../lab/faults/catalogue.ts';
import { injectFault } from '../lab/faults/inject.ts';
import { undoAllFaults } from '../lab/faults/undo.ts';
import { converge } from '../lab/lifecycle/converge.ts';
import { explainRecorded } from '../lab/probe/explain.ts';
import { awaitTunnels } from '../lab/probe/tunnels.ts';
import { loadLab } from '../lab/topology/load.ts';
import { file, quiet, save, withoutKnown } from './recordings.ts';

const A = 'vpc-a-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

/** What is broken, by commands in nodes or by a fault, and what is sent then. */
interface Case {
  readonly from?: string;
  readonly to?: string;
  readonly options?: ExplainOptions;
  readonly run?: readonly [node: string, command: string, undo: string];
  readonly fault?: readonly [FaultName, Record<string, unknown>];
  /** Whether ESP's own way is kept, which is long. */
  readonly withEsp?: boolean;
}

const back = { from: A, to: SERVER };
const tgwRoute = { routeTable: 'tgw-rt-vpn', destinationCidrBlock: '10.10.0.0/16' };
const ADDRESS = 'ip address add 10.10.141.106/20 dev eth0; ip route add default via 10.10.128.1';
const MASQUERADE = 'POSTROUTING -s 10.30.0.0/16 -j MASQUERADE';
const DNAT = 'PREROUTING -d 10.30.12.85 -p icmp -j DNAT --to 10.30.141.20';
const DEFAULT = 'ip route replace default via 10.30.128.1';

const CASES: Readonly<Record<string, Case>> = {
  answered: {},
  'tcp-refused-by-group': { options: { tcpPort: 22 } },
  'inside-address': { from: ROUTER, to: 'tunnel-2' },
  masquerade: { run: [ROUTER, `iptables -t nat -A ${MASQUERADE}`, `iptables -t nat -D ${MASQUERADE}`] },
  dnat: { from: A, to: ROUTER, run: [ROUTER, `iptables -t nat -A ${DNAT}`, `iptables -t nat -D ${DNAT}`] },
  'far-address': {
    run: [ROUTER, 'ip address add 10.10.141.106/32 dev lo', 'ip address del 10.10.141.106/32 dev lo'],
  },
  'no-default-route': { run: [SERVER, 'ip route del default', DEFAULT] },
  'no-default-route-back': { ...back, run: [SERVER, 'ip route del default', DEFAULT] },
  'next-hop-is-nobody': { run: [SERVER, 'ip route replace default via 10.30.128.9', DEFAULT] },
  'no-address': { run: [A, 'ip address flush dev eth0', ADDRESS] },
  'policy-rule': {
    run: [
      ROUTER,
      'ip rule add from 10.30.128.0/20 lookup 100; ip route add default via 10.30.0.1 table 100',
      'ip rule del from 10.30.128.0/20 lookup 100; ip route flush table 100',
    ],
  },
  'filtered-at-router': {
    run: [ROUTER, 'iptables -I FORWARD -p icmp -j DROP', 'iptables -D FORWARD -p icmp -j DROP'],
  },
  'security-group-closed': { fault: ['close-security-group', { securityGroup: 'vpc-a-icmp' }] },
  'no-vpc-route': {
    ...back,
    fault: ['delete-vpc-route', { routeTable: 'vpc-a-private', destinationCidrBlock: '10.30.0.0/16' }],
  },
  'no-association': { fault: ['delete-association', { attachment: 'att-vpn' }] },
  'no-tgw-route': { fault: ['delete-tgw-route', tgwRoute] },
  'tgw-blackhole': { fault: ['blackhole-tgw-route', tgwRoute] },
  'no-router-route': {
    fault: ['delete-router-route', { router: ROUTER, destinationCidrBlock: '10.10.0.0/16' }],
  },
  'not-forwarding': { fault: ['disable-ip-forward', { router: ROUTER }] },
  'source-dest-check': { fault: ['enable-source-dest-check', { router: ROUTER }] },
  'link-cut': { fault: ['cut-link', { node: 'tgw', neighbour: 'vpc-a' }] },
  'node-dead': { fault: ['kill-node', { node: 'tgw' }] },
  'host-dead': { ...back, fault: ['kill-node', { node: A }] },
  'endpoint-daemon-dead': { fault: ['kill-charon', { tunnel: 'tunnel-1' }] },
  'wrong-psk': { fault: ['wrong-psk', { connection: 'Tunnel1' }] },
  'ike-blocked': { fault: ['block-ike', { customerGateway: 'onprem' }], withEsp: true },
  'esp-blocked': { fault: ['block-esp', { customerGateway: 'onprem' }], withEsp: true },
  'mtu-squeezed': {
    options: { sizeBytes: 1380 },
    fault: ['squeeze-mtu', { node: 'internet', neighbour: 'onprem-igw', mtu: 1300 }],
    withEsp: true,
  },
  'interface-without-address': {
    fault: ['reboot-router', { router: ROUTER, configuration: 'runtime-only' }],
  },
};

const lab = { ...loadLab(file('scenarios/reference/lab.yaml')), name: 'c-recorded' };
const names = process.argv.slice(2);
const { running: lent } = await converge(lab, { ephemeral: true, until: 'tunnels' });
await using running = lent;
const base = await record(running, {});
for (const [name, each] of Object.entries(CASES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const recording = name === 'answered' ? base : await broken(running, each);
  await save(name, name === 'answered' ? recording : withoutKnown(recording, base));
}

async function broken(running: StartedLab, each: Case): Promise<Recording> {
  const { run, fault } = each;
  if (run !== undefined) await running.node(run[0]).run(run[1]);
  if (fault !== undefined) await injectFault(running, fault[0], fault[1] as never);
  const recording = await record(running, each);
  if (run !== undefined) await running.node(run[0]).run(run[2]);
  await undoAllFaults(running);
  await awaitTunnels(running);
  return recording;
}

async function record(
  running: StartedLab,
  { from = SERVER, to = A, options = {}, withEsp = false }: Case,
): Promise<Recording> {
  const { recording } = await explainRecorded(running, from, to, options);
  const { trace } = recording;
  return quiet(withEsp || trace === null ? recording : { ...recording, trace: { ...trace, esp: {} } });
}
