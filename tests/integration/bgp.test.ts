import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isEstablished } from '../../lab/bgp/session-state.ts';
import { judge } from '../../lab/checks/check.ts';
import type { Check } from '../../lab/checks/check.ts';
import { established } from '../../lab/checks/established.ts';
import { overIpv6 } from '../../lab/checks/over-ipv6.ts';
import { prints } from '../../lab/checks/prints.ts';
import { reaches } from '../../lab/checks/reaches.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { injectFault } from '../../lab/faults/inject.ts';
import { bgpSessions } from '../../lab/probe/bgp-sessions.ts';
import { explain } from '../../lab/probe/explain.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { readLiveTables } from '../../lab/probe/live-routes.ts';
import { modifyRouterBgp } from '../../lab/topology/edits/router.ts';
import { loadLab } from '../../lab/topology/load.ts';
import { transitGateways, withGateway } from '../../lab/topology/objects/gateways.ts';
import type { Lab } from '../../lab/topology/types.ts';
import { BUDGETS_MS, budgetFactor } from '../../lab/wait/budgets.ts';
import { until } from '../../lab/wait/until.ts';
import { mustPass, startLab } from './labs.ts';

const labFile = fileURLToPath(new URL('../fixtures/labs/bgp-ipv6.yaml', import.meta.url));
const [SERVER, HOST] = ['onprem-server', 'vpc-a-host'];

describe('a lab with BGP', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab({ ...loadLab(labFile), name: 'it-bgp' });
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  const passes = (check: Check) => mustPass(lab, check);
  const becomes = async (definition: Lab) => (await converge(definition)).running.close();

  it('has learned at both ends what the other announces, and carries packets', async () => {
    await passes(reaches(SERVER, HOST));
    const counts = async (): Promise<string> =>
      [...(await bgpSessions(lab)).values()].map((each) => `${each?.routesIn} ${each?.routesOut}`).join(', ');
    // A session that is ESTABLISHED has its routes a moment after.
    const all = '1 2, 1 2, 1 2, 1 2';
    expect(await until(counts, (seen) => seen === all, { within: BUDGETS_MS.reach })).toBe(all);
    const learned = async (): Promise<string> =>
      (await readLiveTables(lab))
        .find(({ name }) => name === 'tgw-rt-a')!
        .routes.map(({ nextNode, state }) => `${nextNode} ${state}`)
        .toSorted()
        .join(', ');
    const each = [1, 2, 3, 4].map((n) => `tunnel-${n} in use`).join(', ');
    expect(await until(learned, (seen) => seen === each, { within: BUDGETS_MS.reach })).toBe(each);
  });

  /** What explain says once the daemons have told each other: their routes go a moment after the session. */
  const causeOnceSettled = (from: string, to: string, node: string, says = /./, seen = lab) =>
    until(
      async () => (await explain(seen, from, to)).cause,
      (cause) => cause?.code === 'BGP_SESSION_DOWN' && cause.node === node && says.test(cause.text),
      { within: BUDGETS_MS.failover, everyMs: 100 },
    );

  it('goes by the other tunnel once AWS has ended a session, and explains where both are gone', async () => {
    const onTunnel = (name: string) =>
      judge(lab, prints('onprem-router', 'ip route get 10.10.141.106', new RegExp(name)));
    await using first = await injectFault(lab, 'bgp-down', { tunnel: 'tunnel-1' });
    expect(first.text).toContain('tunnel-1');
    expect(await onTunnel('dev Tunnel2')).toMatchObject({ verdict: 'passed' });
    await passes(reaches(SERVER, HOST));
    await using second = await injectFault(lab, 'bgp-down', { tunnel: 'tunnel-2' });
    expect(second.text).toContain('tunnel-2');
    expect(await causeOnceSettled(HOST, SERVER, 'tgw')).toMatchObject({
      code: 'BGP_SESSION_DOWN',
      node: 'tgw',
    });
    expect(await causeOnceSettled(SERVER, HOST, 'onprem-router')).toMatchObject({
      code: 'BGP_SESSION_DOWN',
      node: 'onprem-router',
    });
  });

  it('loses over IPv6 what AWS or the router takes back over IPv6, goes by the other tunnel, and explains it', async () => {
    {
      await using first = await injectFault(lab, 'bgp-down', { tunnel: 'tunnel-3' });
      expect(first.text).toContain('tunnel-3');
      await passes(prints('onprem-router', 'ip route get 2001:db8:a:80::6a', /dev Tunnel4/));
      await passes(prints('tgw', 'ip -6 route show table 101 2001:db8:c::/48', /dev tunnel-4 /));
      await passes(overIpv6(reaches(SERVER, HOST)));
      await using second = await injectFault(lab, 'bgp-down', { tunnel: 'tunnel-4' });
      expect(second.text).toContain('tunnel-4');
      const seen = lab.overIpv6();
      const says = /tunnel-[34]/;
      expect((await causeOnceSettled(HOST, SERVER, 'tgw', says, seen))?.text).toMatch(says);
      expect((await causeOnceSettled(SERVER, HOST, 'onprem-router', says, seen))?.text).toMatch(says);
      await passes(reaches(SERVER, HOST));
    }
    await passes(overIpv6(reaches(SERVER, HOST)));
    const destinationCidrBlock = '2001:db8:c::/48';
    await using withdrawn = await injectFault(lab, 'withdraw-route', {
      router: 'onprem-router',
      destinationCidrBlock,
    });
    expect(withdrawn.text).toContain(destinationCidrBlock);
    const cause = await until(
      async () => (await explain(lab.overIpv6(), HOST, SERVER)).cause,
      (found) => found?.code === 'BGP_ROUTE_NOT_ANNOUNCED',
      { within: BUDGETS_MS.reach },
    );
    expect(cause).toMatchObject({
      code: 'BGP_ROUTE_NOT_ANNOUNCED',
      text: expect.stringContaining('vpn-ipv6'),
    });
    await passes(reaches(HOST, SERVER));
  });

  it('advertises routes of IPv6 over IPv6, and no blackhole', async () => {
    const [tgw] = transitGateways(lab.definition);
    const more = [
      { destinationCidrBlock: '2001:db8:e::/48', attachment: null },
      { destinationCidrBlock: '2001:db8:f::/48', attachment: 'att-vpc-b' },
    ];
    const routeTables = tgw!.routeTables.map((table) =>
      table.name === 'tgw-rt-vpn-ipv6' ? { ...table, routes: [...table.routes, ...more] } : table,
    );
    await becomes(withGateway(lab.definition, { ...tgw!, routeTables }));
    const routes = "ip -6 route show proto bgp | grep -o '^2001:[^ ]*' | sort | xargs";
    await passes(prints('onprem-router', routes, /^2001:db8:a::.56 2001:db8:b::.56 2001:db8:f::.48$/m));
    await becomes(lab.definition);
  });

  it('takes a prefix of the site to other tables, though the associated one has a static route to it', async () => {
    const [tgw] = transitGateways(lab.definition);
    const stat = { destinationCidrBlock: '10.30.0.0/16', attachment: 'att-vpc-b' };
    const routeTables = tgw!.routeTables.map((table) =>
      table.name === 'tgw-rt-vpn' ? { ...table, routes: [...table.routes, stat] } : table,
    );
    await becomes(withGateway(lab.definition, { ...tgw!, routeTables }));
    await passes(prints('onprem-router', "vtysh -c 'show bgp ipv4 10.30.0.0/16'", /64512/));
    const learned = prints('tgw', 'ip route show table 101 10.30.0.0/16', /dev tunnel-1/);
    await passes(learned);
    await becomes(lab.definition);
  });

  it('has a static route to a VPN connection that is down hide the equal one that a VPC propagates, as a blackhole', async () => {
    const [tgw] = transitGateways(lab.definition);
    const route = { destinationCidrBlock: '10.20.0.0/16', attachment: 'att-vpn' };
    const routeTables = tgw!.routeTables.map((table) =>
      table.name === 'tgw-rt-a'
        ? { ...table, routes: [route], propagations: [...table.propagations, 'att-vpc-b'] }
        : table,
    );
    await becomes(withGateway(lab.definition, { ...tgw!, routeTables }));
    const looked = 'ip route get 10.20.139.27 from 10.10.141.106 iif att-vpc-a 2>&1';
    await passes(prints('tgw', looked, /dev tunnel-1/));
    {
      await using one = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-1', signal: 'TERM' });
      await using two = await injectFault(lab, 'kill-charon', { tunnel: 'tunnel-2', signal: 'TERM' });
      expect([one.text, two.text].join()).toContain('tunnel-2');
      const dropped = prints('tgw', looked, /^RTNETLINK answers: Invalid argument/);
      await passes(dropped);
    }
    await becomes(lab.definition);
  });

  it('comes back by itself, and is refused with another ASN', async () => {
    await passes(established());
    await using fault = await injectFault(lab, 'wrong-asn', { customerGateway: 'onprem' });
    expect(fault.text).toContain('65099');
    const isRefused = async () => ![...(await bgpSessions(lab)).values()].some(isEstablished);
    expect(await until(isRefused, Boolean, { within: BUDGETS_MS.reach })).toBe(true);
    const says = /onprem-router speaks with .*(65099|another ASN)/;
    expect((await causeOnceSettled(HOST, SERVER, 'tgw', says))?.text).toMatch(says);
  });

  it('finds a silent session dead by its hold timer, and explains a prefix that is withdrawn', async () => {
    await passes(established());
    const route = 'ip route show table 101 10.30.0.0/16';
    await passes(prints('tgw', route, /dev tunnel-1 /));
    {
      const silent = performance.now();
      await using first = await injectFault(lab, 'silence-bgp', { tunnel: 'tunnel-1' });
      const byTunnel2Alone = prints('tgw', route, /16 via \S+ dev tunnel-2 /);
      await passes(byTunnel2Alone);
      // The hold time is 3 s, from the last message, of which there is one each second; on a busy machine it is seen later.
      const seconds = (performance.now() - silent) / 1000;
      expect(seconds).toBeGreaterThan(1.5);
      expect(seconds).toBeLessThan(15 * budgetFactor());
      await using second = await injectFault(lab, 'silence-bgp', { tunnel: 'tunnel-2' });
      expect([first.text, second.text].join(' ')).toMatch(/tunnel-1.*tunnel-2/);
      const says = /hold timer expired/;
      expect((await causeOnceSettled(HOST, SERVER, 'tgw', says))?.text).toMatch(says);
    }
    await passes(established());
    const destinationCidrBlock = '10.30.0.0/16';
    await using withdrawn = await injectFault(lab, 'withdraw-route', {
      router: 'onprem-router',
      destinationCidrBlock,
    });
    expect(withdrawn.text).toContain(destinationCidrBlock);
    const cause = await until(
      async () => (await explain(lab, HOST, SERVER)).cause,
      (found) => found?.code === 'BGP_ROUTE_NOT_ANNOUNCED',
      { within: BUDGETS_MS.reach, everyMs: 100 },
    );
    expect(cause).toMatchObject({ code: 'BGP_ROUTE_NOT_ANNOUNCED' });
  });

  it('withdraws a LAN that has lost its link, announces what else there is, and explains it', async () => {
    const [lan, other] = ['10.30.128.0/20', '10.30.0.0/20'];
    const settings = { networks: [lan, other] };
    const edited = modifyRouterBgp(lab.definition, { router: 'onprem-router', settings });
    const { running } = await converge(edited);
    await using _ = running;
    const learned = (...prefixes: readonly string[]) =>
      prints(
        'tgw',
        "ip -o route show table 101 | grep -o '^10.30[^ ]*' | sort | xargs",
        new RegExp(`^${prefixes.join(' ')}$`, 'm'),
      );
    await passes(learned(other, lan));
    await passes(reaches(HOST, SERVER));
    {
      await using cut = await injectFault(running, 'cut-link', { node: 'onprem-router', neighbour: SERVER });
      expect(cut.text).toContain(SERVER);
      await passes(learned(other));
      expect((await explain(running, HOST, SERVER)).cause).toMatchObject({
        code: 'BGP_ROUTE_NOT_ANNOUNCED',
        text: expect.stringContaining(`does not announce ${lan} to vpn: its eth1 in that LAN has no link`),
      });
    }
    await passes(reaches(HOST, SERVER));
    await becomes(lab.definition);
    await passes(learned('10.30.0.0/16'));
  });

  it('ends a session with the prefix after the thousandth, and leaves the tunnel up', async () => {
    await passes(established());
    await using fault = await injectFault(lab, 'prefix-flood', { router: 'onprem-router' });
    expect(fault.text).toContain('1001');
    const ended = prints('tunnel-1', 'birdc show protocols all customer', /limit/i);
    await passes(ended);
    // The session of the other tunnel ends a moment before or after.
    const cause = await until(
      async () => (await explain(lab, HOST, SERVER)).cause,
      (found) => found?.code === 'BGP_PREFIX_LIMIT',
      { within: BUDGETS_MS.reach, everyMs: 100 },
    );
    expect(cause).toMatchObject({ code: 'BGP_PREFIX_LIMIT' });
  });
});
