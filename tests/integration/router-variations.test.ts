import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { verifyLab } from '../../lab/lifecycle/verify.ts';
import type { Checks } from '../../lab/lifecycle/verify.ts';
import { awaitWired } from '../../lab/engine/ready.ts';
import { seeOwnRouters } from '../../lab/probe/own-routers.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { scriptNotes } from '../../lab/probe/script-notes.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab } from '../../lab/topology/types.ts';

const REFERENCE = fileURLToPath(new URL('../../scenarios/reference/lab.yaml', import.meta.url));
const ROUTERS = fileURLToPath(new URL('../fixtures/routers', import.meta.url));

/** Forms that carry packets, and the number of pairs of hosts, of twelve, that reach each other. */
const CARRYING: readonly (readonly [router: string, reachable: number])[] = [
  // The commands of the walk-through, with one everyday line changed.
  ['route-src', 10],
  ['route-via', 10],
  ['address-without-remote', 10],
  ['ecmp-nexthop', 10],
  ['forward-accept', 10],
  ['ip-rule', 10],
  ['or-true', 10],
  ['vti-names', 10],
  // Its ipsec.conf, changed, or as AWS's download has it.
  ['replay-window', 10],
  ['sample-defaults', 10],
  ['leftupdown', 10],
  ['narrow-selectors', 6],
  ['script-writes-all', 10],
  ['cloud-config', 10],
  // Other daemons, and what makes interfaces at boot.
  ['swanctl-xfrm', 10],
  ['swanctl-ifupdown', 10],
  ['frr', 10],
  ['frr-netplan', 10],
  // AWS's end has other addresses, or selectors of the router's choice.
  ['other-addresses', 10],
  ['policy-based-ikev2', 6],
  ['policy-based-equal-selectors', 6],
];

/** Forms that carry nothing, as on a real router, and what is said about it. */
const EXPLAINED: readonly (readonly [router: string, code: string, text: RegExp])[] = [
  ['xfrm-interfaces', 'TUNNEL_INTERFACE_MISMATCH', /if_id|mark/],
  ['no-leftid', 'TUNNEL_DOWN_ID_MISMATCH', /10\.30\.12\.85/],
  // On the kernel data plane it carries packets: own-router-kernel.test.ts.
  ['libreswan', 'TUNNEL_DOWN_IKE_NO_RESPONSE', /userspace data plane/],
];

/** The reference lab with one of the routers of tests/fixtures/routers in the place of its own. */
function withRouter(name: string): Lab {
  const brought = [{ customerGateway: null, folder: `${ROUTERS}/${name}` }];
  return { ...loadLab(REFERENCE, { routers: brought }), name: 'it-variations' };
}

/** One router after the other in one lab: AWS's end, and the rest, stay. */
describe('a router as others write it', () => {
  let first: StartedLab | undefined;
  /** The same lab, with the router that it has now. */
  let running: StartedLab | undefined;
  afterAll(async () => {
    await first?.[Symbol.asyncDispose]();
  });

  async function bring(name: string): Promise<Checks> {
    const brought = await converge(withRouter(name), { ephemeral: first === undefined });
    first ??= brought.running;
    running = brought.running;
    return verifyLab(running, brought.changes);
  }

  it.each(CARRYING)('%s: every pair is as predicted, and no line has failed', async (name, reachable) => {
    const { matrix: seen, failures } = await bring(name);
    expect(failures).toEqual([]);
    expect(seen?.verdict).toBe('passed');
    expect(seen?.cells.filter(({ expected }) => expected.reachable)).toHaveLength(reachable);
    expect(await scriptNotes(running!)).toEqual([]);
  });

  it('what was typed and is gone after a reboot was meant to carry: no pair is predicted not to', async () => {
    await bring('or-true');
    await running!.node('onprem-router').doToContainer('restart');
    await awaitWired(running!, 'onprem-router');
    await awaitTunnels(running!);
    await seeOwnRouters(running!);
    expect((await matrix(running!)).cells.filter(({ verdict }) => verdict === 'failed')).toHaveLength(8);
  });

  it.each(EXPLAINED)('%s: carries nothing, and the cause is named: %s', async (name, code, text) => {
    const { failures } = await bring(name);
    expect(failures[0]?.cause).toMatchObject({ code, text: expect.stringMatching(text) });
  });

  it('every form of tests/fixtures/routers is brought up', () => {
    const brought = [...CARRYING, ...EXPLAINED].map(([name]) => name);
    expect(brought.sort()).toEqual(readdirSync(ROUTERS).sort());
  });
});
