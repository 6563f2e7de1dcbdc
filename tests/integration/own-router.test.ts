import { execa } from 'execa';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitWired } from '../../lab/engine/ready.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { FABRIC } from '../../lab/topology/names.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { ping } from '../../lab/probe/ping.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { scriptNotes } from '../../lab/probe/script-notes.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { answered, mustRun, referenceLab, startLab } from './labs.ts';

const ROUTER = 'onprem-router';

function fixture(name: string): Lab {
  const file = fileURLToPath(new URL('../fixtures/own-router/lab.yaml', import.meta.url));
  return { ...loadLab(file), name };
}

const exitCodeOf = async (lab: StartedLab, command: string): Promise<number> =>
  (await lab.node(ROUTER).run(command)).exitCode;
const sysctl = async (lab: StartedLab, node: string, name: string): Promise<string> =>
  (await mustRun(lab, node, `sysctl -n ${name}`)).trim();

describe("a router that is its owner's own", () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(fixture('it-own'));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });

  it('carries packets as its files and its script have it', async () => {
    await answered(lab, 'onprem-server', 'vpc-a-host');
  });

  it('has told which lines of its script failed, and what did not run', async () => {
    const notes = await scriptNotes(lab);
    expect(notes.map(({ line, text, why }) => `${line}: ${text}: ${why}`)).toEqual([
      expect.stringMatching(/^7: sudo apt install -y htop: exit code 100: E: htop is not in the image/),
      expect.stringMatching(
        /^10: ip link add Tunnel9 type nonsense: exit code \d+: Error: Unknown device type/,
      ),
      '24: false: the script ends here: this command failed under set -e; 1 line did not run, the first is line 25: echo never',
    ]);
  });

  it('has sysctls of its own network, and none of the host', async () => {
    expect(await sysctl(lab, ROUTER, 'net.ipv4.ip_forward')).toBe('1');
    expect(await sysctl(lab, ROUTER, 'net.ipv4.conf.all.rp_filter')).toBe('2');
    expect(await sysctl(lab, 'onprem-server', 'net.ipv4.ip_forward')).not.toBe('');
    expect(await exitCodeOf(lab, 'echo 0 >/proc/sys/net/ipv4/ip_forward')).toBe(0);
    expect(await sysctl(lab, ROUTER, 'net.ipv4.ip_forward')).toBe('0');
    expect(await exitCodeOf(lab, 'sysctl -w net.ipv4.ip_forward=1')).toBe(0);
    const before = await sysctl(lab, FABRIC, 'kernel.pid_max');
    expect(await exitCodeOf(lab, 'sysctl -w kernel.pid_max=99999')).not.toBe(0);
    expect(await exitCodeOf(lab, 'echo 1 >/proc/sys/vm/overcommit_memory')).not.toBe(0);
    expect(await sysctl(lab, FABRIC, 'kernel.pid_max')).toBe(before);
  });

  it('has the commands that a router has', async () => {
    expect(await mustRun(lab, ROUTER, 'ipsec status')).toMatch(/Tunnel1\[\d+\]: ESTABLISHED/);
    expect(await mustRun(lab, ROUTER, 'vtysh -c "show running-config"')).toContain(
      'bgp router-id 10.30.12.85',
    );
    expect(await mustRun(lab, ROUTER, 'systemctl is-active frr')).toBe('active\n');
    expect((await lab.node(ROUTER).run('systemctl status nosuch')).stderr).toContain('could not be found');
    for (const program of ['traceroute', 'mtr', 'conntrack', 'curl', 'tcpdump', 'iperf3', 'swanctl'])
      expect(await mustRun(lab, ROUTER, `command -v ${program}`)).not.toBe('');
  });

  it.each([ROUTER, 'tunnel-1'])('answers at %s what every thread asks for', async (node) => {
    const said = async (command: string): Promise<string> => (await lab.node(node).run(command)).stdout;
    expect(await said('ipsec status')).toMatch(/ESTABLISHED[^]*INSTALLED/);
    expect(await said('ipsec statusall')).toContain('strongSwan');
    expect(await said('swanctl --list-sas')).toMatch(/ESTABLISHED[^]*INSTALLED/);
    expect(await said('sysctl net.ipv4.ip_forward')).toBe('net.ipv4.ip_forward = 1\n');
    expect(await said('traceroute -n -w1 -q1 -m1 10.10.141.106')).toContain('1 hops max');
    expect(await said('mtr -nrc1 -m1 -G1 10.10.141.106')).toContain('Loss%');
    const pings = '{ ping -c 100 -i 0.1 127.0.0.1 >/dev/null 2>&1 & }';
    expect(await said(`${pings}; timeout 9 tcpdump -c 1 -ni lo icmp`)).toContain('ICMP echo');
    // A server that is a daemon may not listen yet.
    const measure = "timeout 9 sh -c 'until iperf3 -c 127.0.0.1 -n 100K; do sleep 0.05; done'";
    expect(await said(`iperf3 -s -1 -D && ${measure}`)).toContain('iperf Done.');
    expect(await said('curl -s file:///etc/hosts')).toContain('localhost');
    for (const command of ['ip xfrm state', 'ip xfrm policy', 'conntrack -L'])
      await mustRun(lab, node, command);
  });

  it('takes a tunnel down and brings it up by ipsec', async () => {
    await mustRun(lab, ROUTER, 'ipsec down Tunnel2');
    expect(await mustRun(lab, ROUTER, 'ipsec status')).not.toMatch(/Tunnel2\[\d+\]: ESTABLISHED/);
    expect(await mustRun(lab, ROUTER, 'ipsec up Tunnel2')).toContain('established successfully');
    await awaitTunnels(lab);
    await mustRun(lab, 'tunnel-2', 'ipsec down tunnel-2');
    await expect
      .poll(() => mustRun(lab, ROUTER, 'ipsec status'), { timeout: BUDGETS_MS.failover })
      .not.toMatch(/Tunnel2\[\d+\]: ESTABLISHED/);
    // It knows no address of a customer that it is not to initiate to.
    const { stdout, stderr } = await lab.node('tunnel-2').run('ipsec up tunnel-2');
    expect(stdout + stderr).toContain('unable to resolve %any');
    await mustRun(lab, ROUTER, 'ipsec up Tunnel2');
    await awaitTunnels(lab);
  });

  it('has tunnel interfaces that carry what goes with their key, on either data plane', async () => {
    expect(await mustRun(lab, ROUTER, 'ip -d link show Tunnel1')).toMatch(/ vti .* ikey 0\.0\.0\.100 /);
    await mustRun(lab, ROUTER, 'ip link add Tunnel9 type vti local 10.30.12.85 remote 192.0.2.1 key 9');
    await mustRun(lab, ROUTER, 'ip link set Tunnel9 up && ip route add 10.10.141.106/32 dev Tunnel9');
    expect((await ping(lab, 'onprem-server', 'vpc-a-host')).received).toBe(0);
    await mustRun(lab, ROUTER, 'ip link del Tunnel9');
    await answered(lab, 'onprem-server', 'vpc-a-host');
  });

  it('may call its interfaces as charon in user space would call its own, and take that away', async () => {
    await mustRun(lab, ROUTER, 'ip link add ipsec0 type xfrm if_id 7 && ip link del ipsec0');
    await lab.node(ROUTER).run('ip link del libipsec0');
    const stillBusy = 'cat /proc/$(pidof charon)/task/*/stat | grep -c ") R "';
    await expect
      .poll(() => lab.node(ROUTER).run(stillBusy), { timeout: BUDGETS_MS.failover })
      .toMatchObject({ stdout: '0\n' });
    await mustRun(lab, ROUTER, 'ipsec restart');
    await awaitTunnels(lab);
  });

  it('keeps a tunnel interface, with its address and routes, while its daemon is away', async () => {
    await mustRun(lab, ROUTER, 'ip link add Tunnel9 type vti local 10.30.12.85 remote 192.0.2.1 key 9');
    await mustRun(lab, ROUTER, 'ip address add 192.0.2.9/30 dev Tunnel9 && ip link set Tunnel9 up');
    const look = 'ip -4 -o address show Tunnel9; ip route show dev Tunnel9';
    const before = (await mustRun(lab, ROUTER, look)).replaceAll(' linkdown', '');
    await mustRun(lab, ROUTER, 'ipsec stop; while pidof charon; do sleep 0.1; done >/dev/null');
    expect((await mustRun(lab, ROUTER, look)).replaceAll(' linkdown', '')).toBe(before);
    await mustRun(lab, ROUTER, 'ip link del Tunnel9; ipsec start');
    await awaitTunnels(lab);
    await answered(lab, 'onprem-server', 'vpc-a-host');
  });

  it('keeps the ledger of probes when its owner flushes the ruleset', async () => {
    await mustRun(lab, ROUTER, 'nft flush ruleset');
    expect(await mustRun(lab, ROUTER, 'nft -t list ruleset')).toContain('table ip s2s_ledger');
  });

  it('shows no key', async () => {
    const keys = await mustRun(lab, ROUTER, 'cat /var/lib/s2s/psk/*/psk');
    expect(keys).not.toBe('');
    expect(await mustRun(lab, ROUTER, 'stat -c %a /etc/ipsec.secrets')).toBe('600\n');
    const shown = JSON.stringify(await scriptNotes(lab)) + (await lab.node(ROUTER).log(1000));
    for (const key of keys.match(/.{32}/g) ?? []) expect(shown).not.toContain(key);
  });

  it('has after a reboot what a host keeps, and nothing that was only typed', async () => {
    await mustRun(lab, ROUTER, 'ip route add 198.51.100.0/24 via 10.30.0.1');
    await lab.node(ROUTER).doToContainer('restart');
    await awaitWired(lab, ROUTER);
    expect(await mustRun(lab, ROUTER, 'ip rule')).not.toContain('fwmark');
    const routes = await mustRun(lab, ROUTER, 'ip route');
    expect(routes).toContain('192.0.2.0/24 via 10.30.0.1');
    expect(routes).not.toContain('198.51.100.0/24');
    expect(await sysctl(lab, ROUTER, 'net.ipv4.ip_forward')).toBe('1');
    expect(await mustRun(lab, ROUTER, 'iptables -S FORWARD')).toContain('-s 10.30.0.0/16 -j ACCEPT');
    expect(await mustRun(lab, ROUTER, 'systemctl is-active strongswan-starter frr')).toBe('active\nactive\n');
    expect(await mustRun(lab, ROUTER, 'grep -c customvpn /etc/iproute2/rt_tables')).toBe('1\n');
  });

  it('is left as its owner has changed it', async () => {
    await mustRun(lab, ROUTER, 'ip route add 198.51.100.0/24 via 10.30.0.1');
    const { changes } = await converge(fixture(lab.name), { until: 'nodes' });
    expect(changes).toEqual([]);
    expect(await mustRun(lab, ROUTER, 'ip route')).toContain('198.51.100.0/24');
  });
});

/** One router after the other in one lab. */
describe('a router that is an image', () => {
  let folder: string;
  let before: StartedLab;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 's2s-image-'));
    before = await startLab(referenceLab('it-image'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await (await converge(before.definition, { until: 'tunnels' })).running.close();
    await before[Symbol.asyncDispose]();
  });

  /** The lab with an image as its router, made from a node's by these lines of a Dockerfile. */
  async function withImage(image: string, lines: readonly string[]): Promise<Lab> {
    await writeFile(join(folder, 'Dockerfile'), ['FROM s2s-lab/node:latest', ...lines].join('\n'));
    await execa('docker', ['build', '-q', '-t', image, folder], { env: { DOCKER_BUILDKIT: '0' } });
    const definition = fixture(before.name);
    const customerGateways = definition.customerGateways.map((gateway) => ({
      ...gateway,
      router: { ...gateway.router, own: { ...gateway.router.own!, image, script: null } },
    }));
    return { ...definition, customerGateways };
  }

  const ASLEEP = 'ENTRYPOINT ["sh", "-c", "exec sleep infinity"]';
  const HEALTH = 'HEALTHCHECK --interval=1s --start-period=1s --retries=1 CMD';

  it('gets its links, addresses, files and keys, and again after a restart', async () => {
    const definition = await withImage('s2s-it/image:latest', [
      `${HEALTH} test -e /sys/class/net/eth0`,
      ASLEEP,
    ]);
    const { running: lab } = await converge(definition);
    const looks = async (): Promise<void> => {
      expect(await mustRun(lab, ROUTER, 'ip -4 -o address')).toMatch(/eth0 +inet 10\.30\.12\.85\/20/);
      expect(await mustRun(lab, ROUTER, 'ip route')).toContain('default via 10.30.0.1');
      await answered(lab, 'onprem-server', ROUTER);
    };
    await looks();
    expect(await exitCodeOf(lab, 'grep -qE "PSK \\"[A-Za-z0-9._]{32}\\"" /etc/ipsec.secrets')).toBe(0);
    expect(await exitCodeOf(lab, 'sysctl -w net.ipv4.ip_forward=1')).toBe(0);
    await lab.node(ROUTER).doToContainer('restart');
    await awaitWired(lab, ROUTER);
    await looks();
    await lab.close();
  });

  it('says so when it never becomes ready', async () => {
    const definition = await withImage('s2s-it/image-ill:latest', [`${HEALTH} false`, ASLEEP]);
    await expect(converge(definition)).rejects.toThrow(
      'onprem-router is not ready: the health check of its image says unhealthy',
    );
  });

  it('says so when there is no such image', async () => {
    const definition = fixture(before.name);
    Object.assign(definition.customerGateways[0]!.router.own!, { image: 's2s-it/none:latest' });
    await expect(converge(definition)).rejects.toThrow('there is no image s2s-it/none:latest');
  });
});
