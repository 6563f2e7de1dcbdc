import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDataplane } from '../../lab/engine/dataplane.ts';
import { connect } from '../../lab/engine/connect.ts';
import { awaitWired } from '../../lab/engine/ready.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import { rekeyed } from '../../lab/checks/rekeyed.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { describeSession } from '../../lab/bgp/session-state.ts';
import { bgpSessions } from '../../lab/probe/bgp-sessions.ts';
import { explain } from '../../lab/probe/explain.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { ping } from '../../lab/probe/ping.ts';
import { tunnelStates } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab, TimerProfile } from '../../lab/topology/types.ts';
import { mustPass, mustRun } from './labs.ts';

const A = 'vpc-a-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** The reference lab with a router of tests/fixtures/routers in place of its own. */
function labWith(router: string, timers: TimerProfile = 'fast'): Lab {
  const folder = path(`tests/fixtures/routers/${router}`);
  const routers = [{ customerGateway: null, folder }];
  return { ...loadLab(path('scenarios/reference/lab.yaml'), { routers, timers }), name: 'it-own-kernel' };
}

const hasKernelPlane = (await chooseDataplane(await connect(), 'auto', labWith('leftupdown'))) === 'kernel';

// One lab, whose router is another one each time: only that, and what AWS's end takes of it, is made anew. So those with BGP
// stand beside each other.
describe.runIf(hasKernelPlane)("an owner's own router on the kernel data plane", () => {
  let running: StartedLab;
  // None where the first did not come up.
  afterAll(async () => {
    await (running as StartedLab | undefined)?.[Symbol.asyncDispose]();
  });
  const bring =
    (router: string, until: 'nodes' | 'tunnels', timers?: TimerProfile): (() => Promise<void>) =>
    async () => {
      ({ running } = await converge(labWith(router, timers), { ephemeral: true, until }));
    };

  const answered = async (): Promise<boolean> => (await ping(running, SERVER, A)).received > 0;
  const causeOf = async () => {
    await seeOwnRouters(running);
    return (await explain(running, SERVER, A)).cause;
  };
  const cure = async (cause: Awaited<ReturnType<typeof causeOf>>): Promise<void> => {
    const { node, command } = cause!.repair!;
    await mustRun(running, node, command);
  };

  describe("with AWS's leftupdown script", () => {
    // The router's charon says nothing while the script runs. Of a dozen programs it may take longer on an emulated processor
    // than the two seconds after which compressed timers have AWS give a peer up.
    beforeAll(bring('leftupdown', 'tunnels', 'aws'));

    it('has the VTIs that the script makes, and carries packets by them', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show type vti')).toMatch(
        /Tunnel1@.* ikey 0.0.0.100 /,
      );
      expect(await answered()).toBe(true);
    });

    it("goes by its owner's rule, its table and both next hops of a route there", async () => {
      const rule = [
        'ip rule add from 10.30.141.20 lookup 100 priority 100',
        'ip route add 10.10.0.0/16 table 100 nexthop dev Tunnel1 weight 1 nexthop dev Tunnel2 weight 1',
        'sysctl -qw net.ipv4.fib_multipath_hash_policy=1',
      ];
      await mustRun(running, ROUTER, rule.join(' && '));
      const sent = async (device: string): Promise<number> =>
        Number(await mustRun(running, ROUTER, `cat /sys/class/net/${device}/statistics/tx_packets`));
      const before = [await sent('Tunnel1'), await sent('Tunnel2')];
      const ports = Array.from({ length: 16 }, (_, at) => 40_000 + at).join(' ');
      await mustRun(
        running,
        SERVER,
        `for port in ${ports}; do echo | nc -u -w 0 -p $port 10.10.141.106 9; done`,
      );
      const more = [(await sent('Tunnel1')) - before[0]!, (await sent('Tunnel2')) - before[1]!];
      expect(Math.min(...more)).toBeGreaterThan(0);
      await mustRun(running, ROUTER, 'ip rule del priority 100; ip route flush table 100');
    });

    it('is cured by what explain says where its policies were flushed', async () => {
      await mustRun(running, ROUTER, 'ip xfrm policy flush');
      const cause = await causeOf();
      expect(cause?.code).toBe('IPSEC_POLICY_MISSING');
      await cure(cause);
      await mustPass(running, reaches(SERVER, A));
    });
  });

  describe('with XFRM interfaces beside policies that have a mark', () => {
    beforeAll(bring('xfrm-interfaces', 'tunnels'));

    it('is up, carries nothing, and explain says why', async () => {
      expect(await answered()).toBe(false);
      // charon's own routes hide the interfaces at first: install_routes is on.
      let cause = await causeOf();
      if (cause?.code === 'POLICY_ROUTE_MISMATCH') {
        await cure(cause);
        cause = await causeOf();
      }
      expect(cause?.code).toBe('TUNNEL_INTERFACE_MISMATCH');
      expect(cause?.evidence).toContain('xfrm if_id 0x64; ip xfrm policy: src 0.0.0.0/0');
      await cure(cause);
      expect(await answered()).toBe(true);
    });
  });

  describe('that is policy-based, and has NAT for all that is not for the VPN', () => {
    beforeAll(bring('policy-based-nat', 'tunnels'));

    it('has a CHILD_SA for each VPC, and carries what its policies select, untranslated and without an interface', async () => {
      expect(await mustRun(running, ROUTER, 'ip -o link show type vti')).not.toContain('Tunnel');
      expect(await mustRun(running, ROUTER, 'iptables -t nat -S')).toMatch(/--pol ipsec[^]*MASQUERADE/);
      for (const host of [A, 'vpc-b-host']) await mustPass(running, reaches(SERVER, host));
      const policies = await mustRun(running, ROUTER, 'ip xfrm policy');
      expect(policies).toContain('src 10.30.0.0/16 dst 10.10.0.0/16');
      expect(policies).toContain('src 10.30.0.0/16 dst 10.20.0.0/16');
    });
  });

  describe('that has XFRM interfaces from ifupdown, and routes with them', () => {
    beforeAll(bring('swanctl-ifupdown', 'tunnels'));

    it('has at boot what its files say, and carries packets', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show type xfrm')).toMatch(/if_id 0x\w+ /);
      expect(await answered()).toBe(true);
    });
  });

  describe('that has its VTIs from netplan, and BGP of FRR', () => {
    beforeAll(bring('frr-netplan', 'tunnels'));

    it('has at boot what its files say, and both sessions with AWS', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show type vti')).toMatch(
        /vti2@.* ikey 0.0.0.200 /,
      );
      const sessions = await bgpSessions(running);
      expect([...sessions.values()].map(describeSession)).toEqual([
        expect.stringContaining('Established'),
        expect.stringContaining('Established'),
      ]);
      expect(await mustRun(running, ROUTER, 'ip route show 10.10.0.0/16')).toMatch(/proto bgp[^]*dev vti1/);
      expect(await answered()).toBe(true);
    });
  });

  describe('that has XFRM interfaces from networkd, and BGP of FRR', () => {
    beforeAll(bring('xfrm-bgp', 'tunnels'));

    it('has a route by both tunnels, and keeps what its files say through a reboot', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show type xfrm')).toMatch(/ipsec2@.* if_id 0x2 /);
      expect(await mustRun(running, ROUTER, 'ip route show 10.10.0.0/16')).toMatch(
        /proto bgp[^]*dev ipsec1[^]*dev ipsec2|proto bgp[^]*dev ipsec2[^]*dev ipsec1/,
      );
      await running.node(ROUTER).doToContainer('restart');
      await awaitWired(running, ROUTER);
      await mustPass(running, reaches(SERVER, A));
    });
  });

  describe.each([
    ['libreswan-vti', /vti1@.* ikey 0.0.0.100 /],
    ['libreswan-xfrm', /ipsec1@.* if_id 0x1 /],
  ])('that is %s', (router, device) => {
    beforeAll(bring(router, 'tunnels'));

    it('has both tunnels up, and carries packets by its own device', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show')).toMatch(device);
      expect(await mustRun(running, ROUTER, 'ipsec trafficstatus')).toMatch(/"tunnel1"[^]*"tunnel2"/);
      expect(await answered()).toBe(true);
    });
  });

  describe('that is libreswan', () => {
    beforeAll(bring('libreswan', 'nodes'));

    it('does not run, for its script only enables it; then it does not take modp1024; then it carries packets', async () => {
      const enabledOnly = await causeOf();
      expect(enabledOnly?.text).toMatch(
        /libreswan does not run there, for line \d+ of .*has it started at the next boot/,
      );
      await cure(enabledOnly);
      const notLoaded = await causeOf();
      expect(notLoaded?.text).toContain(
        "libreswan has not loaded Tunnel1: IKE DH algorithm 'modp1024' is not supported",
      );
      await cure(notLoaded);
      expect(await answered()).toBe(true);
      const [tunnel] = await tunnelStates(running);
      expect(tunnel).toMatchObject({
        connection: 'Tunnel1',
        ikeSa: { state: 'ESTABLISHED' },
        childSa: { state: 'INSTALLED' },
      });
      expect(await mustRun(running, ROUTER, 'ipsec status')).toMatch(/"Tunnel1"/);
    });

    it.each(['CHILD_SA', 'IKE_SA'] as const)('renews its %s', async (sa) => {
      await mustPass(running, rekeyed('tunnel-1', sa));
    });

    it('runs after a reboot, for it is enabled', async () => {
      await running.node(ROUTER).doToContainer('restart');
      await awaitWired(running, ROUTER);
      expect(await mustRun(running, ROUTER, 'systemctl is-active ipsec')).toBe('active\n');
      await mustPass(running, reaches(SERVER, A));
    });
  });
});
