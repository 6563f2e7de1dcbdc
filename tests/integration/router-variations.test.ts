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

/** The reference lab with one of the routers of tests/fixtures/routers in the place of its own. */
function withRouter(name: string): Lab {
  const folder = fileURLToPath(new URL(`../fixtures/routers/${name}`, import.meta.url));
  return { ...loadLab(REFERENCE, { routers: [{ customerGateway: null, folder }] }), name: 'it-variations' };
}

/** The walk-through's commands with one everyday line changed, one router after the other in one lab. */
describe('the commands of the walk-through, as others write them', () => {
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

  it.each([
    'route-src',
    'route-via',
    'address-without-remote',
    'ecmp-nexthop',
    'forward-accept',
    'ip-rule',
    'or-true',
    'script-writes-all',
  ])('%s: every pair is as predicted, and no line has failed', async (name) => {
    const { matrix: seen, failures } = await bring(name);
    expect(failures).toEqual([]);
    expect(seen?.verdict).toBe('passed');
    expect(seen?.cells.filter(({ expected }) => expected.reachable)).toHaveLength(10);
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

  it('xfrm-interfaces, whose connections have marks: both tunnels are up and carry nothing, and the cause is named', async () => {
    const { failures } = await bring('xfrm-interfaces');
    expect(failures).toHaveLength(1);
    expect(failures[0]?.cause?.code).toBe('TUNNEL_INTERFACE_MISMATCH');
  });
});
