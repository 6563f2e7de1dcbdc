import { describe, expect, it } from 'vitest';
import type { StartedLab } from '../../../lab/engine/started-lab.ts';
import { settleSessions } from '../../../lab/probe/bgp-sessions.ts';
import { bgpLab } from '../fixtures/bgp-lab.ts';
import { directConnectLab } from '../fixtures/direct-connect-lab.ts';

const TUNNELS = ['tunnel-1', 'tunnel-2'];

/** What BIRD says of a session that is ESTABLISHED. */
const established = (routesIn: number, routesOut: number): string => `  BGP state:          Established
  Channel ipv4
    Routes:         ${routesIn} imported, ${routesOut} exported, 1 preferred
`;

/** What `ip` says of routes, as a router has them. */
const routes = (...prefixes: readonly string[]): string => JSON.stringify(prefixes.map((dst) => ({ dst })));

/**
 * A lab of which one node says one of these after the other, and then the last again; with how often it was asked. Where it is
 * another node than the router, this has all routes.
 */
function saying(definition: StartedLab['definition'], answers: readonly string[], teller = 'tunnel-2') {
  const asked = { times: 0 };
  const node = (name: string) => ({
    run: (command: string) => {
      if (command.startsWith('ip ') && name !== teller)
        return Promise.resolve({ stdout: routes('10.10.0.0/16', '10.20.0.0/16') });
      const turn = name === teller ? asked.times++ : 0;
      const said = name === teller ? answers[Math.min(turn, answers.length - 1)]! : established(1, 2);
      return Promise.resolve({ stdout: command.includes('bfd') ? said : said.replace(/^bfd1:[^]*/m, '') });
    },
  });
  return { asked, running: { definition, node } as unknown as StartedLab };
}

it('waits until both ends have routes of the other, as what AWS advertises may come a second after the session', async () => {
  const { asked, running } = saying(bgpLab(), [established(0, 0), established(1, 0), established(1, 2)]);
  await settleSessions(running, () => Promise.resolve(TUNNELS));
  expect(asked.times).toBe(3);
});

it("waits until they are in the router's kernel, where FRR puts them a moment after it has them", async () => {
  const answers = [routes(), routes('10.30.0.0/20'), routes('10.30.0.0/20', '10.10.0.0/16')];
  const { asked, running } = saying(bgpLab(), answers, 'onprem-router');
  await settleSessions(running, () => Promise.resolve(TUNNELS));
  expect(asked.times).toBe(3);
});

/** What FRR says of the sessions of its two tunnels, each as old as that and with so many routes taken. */
const frr = (accepted: number, bgpTimerUpMsec: number): string => {
  const addressFamilyInfo = { ipv4Unicast: { sentPrefixCounter: 1, acceptedPrefixCounter: accepted } };
  const neighbor = { bgpState: 'Established', bgpTimerUpMsec, addressFamilyInfo };
  const neighbors = { '169.254.216.29': neighbor, '169.254.123.169': neighbor };
  return [neighbors, { routes: {} }].map((each) => JSON.stringify(each, null, 1)).join('\n');
};

describe("with an owner's own router that runs FRR", () => {
  const lab = bgpLab((draft) => {
    draft.customerGateways[0]!.router.own = {
      daemon: 'strongswan',
      image: null,
      files: [],
      script: null,
      keys: [],
    };
  });
  /** Its router says these of FRR and of its routes, look by look; with how often it was asked for each. */
  const atRouter = (looks: readonly (readonly [frr: string, routes: string])[]) => {
    const asked = { routes: 0, frr: 0 };
    const answer = (command: string): string => {
      if (command.startsWith('birdc')) return established(1, 2);
      if (command.startsWith('vtysh')) return looks[asked.frr++]![0];
      asked.routes++;
      return looks[asked.frr - 1]![1];
    };
    const node = () => ({ run: (command: string) => Promise.resolve({ stdout: answer(command) }) });
    return { asked, running: { definition: lab, node } as unknown as StartedLab };
  };

  it('waits until it has taken what it was told, and has it in its kernel', async () => {
    const { asked, running } = atRouter([
      // By another protocol's.
      [frr(0, 0), routes('10.10.0.0/16')],
      [frr(2, 0), routes()],
      [frr(2, 0), routes('10.10.0.0/16')],
    ]);
    await settleSessions(running, () => Promise.resolve(TUNNELS));
    expect(asked.frr).toBe(3);
  });

  it('waits no longer than FRR takes for it: its owner may not want it', async () => {
    const { asked, running } = atRouter([[frr(0, 2000), routes()]]);
    await settleSessions(running, () => Promise.resolve(TUNNELS));
    expect(asked).toEqual({ frr: 1, routes: 0 });
  });
});

it('does not wait for routes that are not to come', async () => {
  const lab = bgpLab((draft) => {
    draft.gateways[0].routeTables[2]!.propagations = [];
  });
  const { asked, running } = saying(lab, [established(1, 0)]);
  await settleSessions(running, () => Promise.resolve(TUNNELS));
  expect(asked.times).toBe(1);
});

/** What BIRD says of BFD behind that, as each end has it. */
const withBfd = (aws: string, router: string): string => `${established(1, 1)}bfd1:
  Session state:        ${aws}
  Remote state:         ${router}
`;

it('waits until BFD watches a virtual interface at both ends, one of which is there first', async () => {
  const answers = [withBfd('Down', 'Down'), withBfd('Up', 'Init'), withBfd('Up', 'Up')];
  const { asked, running } = saying(directConnectLab(), answers, 'dx-1');
  await settleSessions(running, () => Promise.resolve(TUNNELS));
  expect(asked.times).toBe(3);
});

it('does not wait for BFD that the router does not speak', async () => {
  const lab = directConnectLab((draft) => {
    draft.directConnectGateways[0]!.virtualInterfaces[0]!.bfd = false;
  });
  const { asked, running } = saying(lab, [withBfd('Down', 'Down')], 'dx-1');
  await settleSessions(running, () => Promise.resolve(TUNNELS));
  expect(asked.times).toBe(1);
});
