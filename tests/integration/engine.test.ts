import Docker from 'dockerode';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { labContainers } from '../../lab/engine/containers.ts';
import { connect } from '../../lab/engine/connect.ts';
import { imageName } from '../../lab/plan/images.ts';
import { probeKernel } from '../../lab/engine/kernel-probe.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { findLab } from '../../lab/probe/own-routers.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { LabError, LabNameError, NodeError } from '../../lab/errors.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { ping } from '../../lab/probe/ping.ts';
import { initiateMissing } from '../../lab/probe/mend-tunnels.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { captureDuring } from '../../lab/probe/wire.ts';
import { withGateway } from '../../lab/topology/objects/gateways.ts';
import type { TransitGateway } from '../../lab/topology/types.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { mustRun, referenceLab, startLab } from './labs.ts';

const docker = new Docker();
const runtime = await connect();
const left = async (lab: string): Promise<string[]> =>
  (await labContainers(runtime, lab)).map(({ name }) => name);

async function until(what: string, budgetMs: number, condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + budgetMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${budgetMs} ms`);
    await pause(50);
  }
}

async function errorOf(promise: Promise<unknown>): Promise<LabError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LabError)) throw new Error(`no LabError but ${String(error)}`);
  return error;
}

describe('the preflight', () => {
  it('gets its packets through where the kernel has the devices, and else says which is lacking', async () => {
    const features = await probeKernel(runtime);
    const has = (name: string): boolean => features.find((each) => each.name === name)!.present;
    const expected = (needs: readonly string[]): string => {
      const lacking = needs.filter((name) => !has(name));
      return lacking.length === 0 ? 'yes' : `not tried: lacks ${lacking.join(', ')}`;
    };
    const found = features
      .filter(({ preflight }) => preflight)
      .map(({ name, present, message }) => [name, present ? 'yes' : message]);
    expect(Object.fromEntries(found)).toEqual({
      'VRF forwarding': expected(['VRF']),
      'VRF isolation': expected(['VRF']),
      'XFRM forwarding': expected(['VRF', 'ESP', 'XFRM interface']),
      'VTI forwarding': expected(['VRF', 'ESP', 'VTI']),
    });
    await until('nothing is left', 15_000, async () => (await left('s2s-doctor')).length === 0);
  });
});

describe('a running lab', () => {
  const definition = referenceLab('it-engine');
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(definition);
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });
  const passes = async (): Promise<void> => {
    const { cells } = await matrix(lab);
    expect(cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  };

  it('is left alone by a second up', async () => {
    const again = await converge(definition);
    await again.running.close();
    expect(again.changes).toEqual([]);
  });

  it('is found by its name, with the same plan', async () => {
    const found = await findLab('it-engine');
    expect(found.plan).toEqual(lab.plan);
    await found.close();
  });

  it('is repaired by up, which says what was wrong', async () => {
    await docker.getContainer('s2s-it-engine-vpc-a').remove({ force: true });
    await docker.getContainer('s2s-it-engine-onprem-server').kill();
    await mustRun(lab, 'tgw', 'ip route del 10.30.0.0/16 table 102 metric 100');
    await mustRun(lab, 'tunnel-2', 'kill -KILL $(cat /run/s2s/ike/*/pid)');
    await until('charon of tunnel-2 is gone', 5000, async () => {
      const { exitCode } = await lab.node('tunnel-2').run('cat /run/s2s/ike/*/pid');
      return exitCode !== 0;
    });
    const repaired = await converge(definition);
    await initiateMissing(
      repaired.running,
      repaired.changes.map(({ node }) => node),
    );
    await awaitTunnels(repaired.running);
    await repaired.running.close();
    expect(repaired.changes.map(({ node, action }) => `${node} ${action}`).sort()).toEqual([
      'onprem-server started',
      'tgw restarted',
      'tunnel-2 restarted',
      'vpc-a created',
    ]);
    const reason = (node: string): string => repaired.changes.find((change) => change.node === node)!.reason;
    expect(reason('tgw')).toContain("it has lost 'route 10.30.0.0/16 via 100.64.1.2 dev tunnel-1");
    expect(reason('tunnel-2')).toMatch(/IKE daemon \w+ does not run/);
    expect(reason('onprem-server')).toBe('it was exited');
    await passes();
  });

  it('is changed while it runs where only routes differ, and stays so', async () => {
    const [transitGateway] = definition.gateways as [TransitGateway];
    const [tableOfA, ...others] = transitGateway.routeTables as [(typeof transitGateway.routeTables)[0]];
    const routes = [...tableOfA.routes, { destinationCidrBlock: '10.99.0.0/16', attachment: 'att-vpn' }];
    const changed = withGateway(definition, {
      ...transitGateway,
      routeTables: [{ ...tableOfA, routes }, ...others],
    });
    const actions = async (to: typeof definition): Promise<string[]> => {
      const { running, changes } = await converge(to);
      await running.close();
      return changes.map(({ node, action }) => `${node} ${action}`).sort();
    };
    const hasRoute = async (): Promise<boolean> =>
      (await lab.node('tgw').run('ip route show table 101')).stdout.includes('10.99.0.0/16');
    expect(await actions(changed)).toEqual(['tgw updated']);
    expect(await hasRoute()).toBe(true);
    expect(await actions(changed)).toEqual([]);
    await docker.getContainer('s2s-it-engine-tgw').restart();
    await until('the route is there again', 5000, hasRoute);
    expect(await actions(definition)).toEqual(['tgw updated']);
    expect(await hasRoute()).toBe(false);
    await passes();
  });

  it.each(['tgw', 'internet', 'vpc-b', 'fabric'])('heals by itself after a restart of %s', async (node) => {
    await docker.getContainer(`s2s-it-engine-${node}`).restart();
    await passes();
  });

  it('heals by itself when a link is deleted', async () => {
    await mustRun(lab, 'vpc-a', 'ip link del tgw');
    await passes();
  });

  it('is not up while a node has yet to apply a link: up names it', async () => {
    const vpcA = docker.getContainer(lab.node('vpc-a').container.id);
    await vpcA.kill({ signal: 'STOP' });
    await lab.node('vpc-a-host').doToContainer('kill');
    vi.stubEnv('S2S_BUDGET_FACTOR', '0.2');
    const error = await errorOf(converge(lab.definition)).finally(() => vi.unstubAllEnvs());
    expect(error).toBeInstanceOf(NodeError);
    expect(error.message).toContain('not ready within 6 s: vpc-a');
    expect(error.message).toMatch(/last log lines of vpc-a\n.*ready/s);
    await vpcA.kill({ signal: 'CONT' });
    await using again = (await converge(lab.definition)).running;
    await awaitTunnels(again);
    await passes();
  });

  it('never meets a second lab with the same addresses', async () => {
    await using other = await startLab(referenceLab('it-engine-2'));
    expect((await matrix(other)).verdict).toBe('passed');
    const { packets } = await captureDuring(other, 'vpc-a-host', 'icmp', () =>
      ping(lab, 'onprem-router', 'vpc-a-host', { count: 5, intervalMs: 20 }),
    );
    expect(packets).toEqual([]);
    await passes();
  });
});

describe('up that cannot work', () => {
  it.each([
    ['at boot', null, /tgw: FAILED: \/etc\/s2s\/setup\.ip/],
    ['for a link', 'att-vpn', /tgw: FAILED: \/etc\/s2s\/links\/tunnel-[12]\.\*/],
  ])(
    'names the node that failed %s, shows its last log lines, and leaves nothing',
    async (_, attachment, file) => {
      const definition = referenceLab('it-broken');
      const [transitGateway] = definition.gateways as [TransitGateway];
      const broken = withGateway(definition, {
        ...transitGateway,
        routeTables: transitGateway.routeTables.map((table) => ({
          ...table,
          routes: [{ destinationCidrBlock: 'nonsense', attachment }],
        })),
      });
      const error = await errorOf(converge(broken));
      expect(error).toBeInstanceOf(NodeError);
      expect(error.message).toContain('node tgw ended with exit code 1');
      expect(error.message).toMatch(file);
      expect(await left('it-broken')).toEqual([]);
    },
  );

  it('refuses a name that is taken by a container of somebody else, and leaves that one alone', async () => {
    const foreign = await docker.createContainer({ name: 's2s-it-taken-tgw', Image: imageName('node') });
    try {
      const error = await errorOf(converge(referenceLab('it-taken')));
      expect(error).toBeInstanceOf(LabNameError);
      expect(error.message).toContain('s2s-it-taken-tgw');
      expect(await left('it-taken')).toEqual([]);
      expect((await foreign.inspect()).Name).toBe('/s2s-it-taken-tgw');
    } finally {
      await foreign.remove({ force: true });
    }
  });

  it('says which engine cannot be reached', async () => {
    const before = process.env.DOCKER_HOST;
    process.env.DOCKER_HOST = 'unix:///nonexistent/docker.sock';
    try {
      const error = await errorOf(connect());
      expect(error.message).toContain('the container engine cannot be reached (ENOENT)');
      expect(error.message).toContain('unix:///nonexistent/docker.sock');
    } finally {
      if (before === undefined) delete process.env.DOCKER_HOST;
      else process.env.DOCKER_HOST = before;
    }
  });

  it.each([
    ['SIGKILL', 0],
    ['SIGKILL', 6],
    ['SIGINT', 3],
    ['SIGTERM', 12],
  ] as const)('leaves nothing behind after %s with %i nodes there', async (signal, nodes) => {
    const child = spawn(process.execPath, [BUILT_CLI, 'up', '--name', 'it-killed'], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await until(`${nodes} nodes are there`, 20_000, async () => (await left('it-killed')).length >= nodes);
    child.kill(signal);
    await ended;
    await until('nothing is left', 15_000, async () => (await left('it-killed')).length === 0);
    // The watchdog looks on for a while: what the engine was still creating goes too.
    await pause(500);
    expect(await left('it-killed')).toEqual([]);
  });
});

describe('down', () => {
  it('removes by label alone, and works twice', async () => {
    const { running } = await converge(referenceLab('it-down'));
    await running.close();
    const foreign = await docker.createContainer({ name: 's2s-it-down-foreign', Image: imageName('node') });
    try {
      expect(await removeLab(runtime, 'it-down')).toHaveLength(12);
      expect(await removeLab(runtime, 'it-down')).toEqual([]);
      expect((await foreign.inspect()).Name).toBe('/s2s-it-down-foreign');
    } finally {
      await foreign.remove({ force: true });
    }
  });
});
