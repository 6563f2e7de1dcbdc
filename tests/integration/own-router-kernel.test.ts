import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseDataplane } from '../../lab/engine/dataplane.ts';
import { connect } from '../../lab/engine/connect.ts';
import { awaitWired } from '../../lab/engine/ready.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { judge } from '../../lab/checks/check.ts';
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
import type { Lab } from '../../lab/topology/types.ts';
import { mustRun } from './labs.ts';

const A = 'vpc-a-host';
const ROUTER = 'onprem-router';
const SERVER = 'onprem-server';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
/** The reference lab with a router of tests/fixtures/routers in place of its own. */
function labWith(router: string): Lab {
  const folder = path(`tests/fixtures/routers/${router}`);
  const brought = [{ customerGateway: null, folder }];
  return { ...loadLab(path('scenarios/reference/lab.yaml'), { routers: brought }), name: 'it-own-kernel' };
}

const hasKernelPlane = (await chooseDataplane(await connect(), 'auto', labWith('leftupdown'))) === 'kernel';

// One lab, whose router is another one each time: only that, and what AWS's end takes of it, is made anew.
describe.runIf(hasKernelPlane)("an owner's own router on the kernel data plane", () => {
  let running: StartedLab;
  const bring =
    (router: string, until: 'nodes' | 'tunnels'): (() => Promise<void>) =>
    async () => {
      ({ running } = await converge(labWith(router), { ephemeral: true, until }));
    };
  afterAll(async () => {
    await running[Symbol.asyncDispose]();
  });

  const answered = async (): Promise<boolean> => (await ping(running, SERVER, A)).received > 0;
  const causeOf = async () => {
    await seeOwnRouters(running);
    return (await explain(running, SERVER, A)).cause;
  };
  const cure = async (): Promise<void> => {
    const { node, command } = (await causeOf())!.repair!;
    await mustRun(running, node, command);
  };

  describe("with AWS's leftupdown script", () => {
    beforeAll(bring('leftupdown', 'tunnels'));

    it('has the VTIs that the script makes, and carries packets by them', async () => {
      expect(await mustRun(running, ROUTER, 'ip -d -o link show type vti')).toMatch(
        /Tunnel1@.* ikey 0.0.0.100 /,
      );
      expect(await answered()).toBe(true);
    });
  });

  describe('with XFRM interfaces beside policies that have a mark', () => {
    beforeAll(bring('xfrm-interfaces', 'tunnels'));

    it('is up, carries nothing, and explain says why', async () => {
      expect(await answered()).toBe(false);
      // charon's own routes hide the interfaces at first: install_routes is on.
      if ((await causeOf())?.code === 'POLICY_ROUTE_MISMATCH') await cure();
      const cause = await causeOf();
      expect(cause?.code).toBe('TUNNEL_INTERFACE_MISMATCH');
      expect(cause?.evidence).toContain('xfrm if_id 0x64; ip xfrm policy: src 0.0.0.0/0');
      await cure();
      expect(await answered()).toBe(true);
    });
  });

  describe('that is policy-based', () => {
    beforeAll(bring('policy-based-ikev2', 'tunnels'));

    it('carries what its policies select, without an interface', async () => {
      expect(await mustRun(running, ROUTER, 'ip xfrm policy')).toContain('src 10.30.0.0/16 dst 10.10.0.0/16');
      expect(await mustRun(running, ROUTER, 'ip -o link show type vti')).not.toContain('Tunnel');
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

  describe('that is libreswan', () => {
    beforeAll(bring('libreswan', 'nodes'));

    it('does not run, for its script only enables it; then it does not take modp1024; then it carries packets', async () => {
      expect((await causeOf())?.text).toMatch(
        /libreswan does not run there, for line \d+ of .*has it started at the next boot/,
      );
      await cure();
      expect((await causeOf())?.text).toContain(
        "libreswan has not loaded Tunnel1: IKE DH algorithm 'modp1024' is not supported",
      );
      await cure();
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
      expect(await judge(running, rekeyed('tunnel-1', sa))).toMatchObject({ verdict: 'passed' });
    });

    it('runs after a reboot, for it is enabled', async () => {
      await running.node(ROUTER).doToContainer('restart');
      await awaitWired(running, ROUTER);
      expect(await mustRun(running, ROUTER, 'systemctl is-active ipsec')).toBe('active\n');
      expect(await judge(running, reaches(SERVER, A))).toMatchObject({ verdict: 'passed' });
    });
  });
});
