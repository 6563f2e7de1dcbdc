import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { labContainers } from '../../lab/engine/containers.ts';
import { connect } from '../../lab/engine/connect.ts';
import { probeKernel } from '../../lab/engine/kernel-probe.ts';
import { findLab } from '../../lab/probe/own-routers.ts';
import type { StartedLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { NodeError } from '../../lab/errors.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import { ping } from '../../lab/probe/ping.ts';
import { initiateMissing } from '../../lab/probe/mend-tunnels.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { captureDuring } from '../../lab/probe/wire.ts';
import { withGateway } from '../../lab/topology/objects/gateways.ts';
import type { Lab, TransitGateway } from '../../lab/topology/types.ts';
import { signalCharon } from '../../lab/faults/charon-process.ts';
import { CHARON_PID_FILE } from '../../lab/plan/services/charon-paths.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { becomes, errorOf, mustRun, referenceLab, startLab } from './labs.ts';

const docker = new Docker();
const runtime = await connect();
const left = async (lab: string): Promise<string[]> =>
  (await labContainers(runtime, lab)).map(({ name }) => name);

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
    await becomes(
      'nothing is left',
      BUDGETS_MS.failover,
      async () => (await left('s2s-doctor')).length === 0,
    );
  });
});

describe('a running lab', () => {
  let lab: StartedLab;
  beforeAll(async () => {
    lab = await startLab(referenceLab('it-engine'));
  });
  afterAll(async () => {
    await lab[Symbol.asyncDispose]();
  });
  const passes = async (): Promise<void> => {
    // What heals by itself has as long as nodes have to become ready.
    const { cells } = await matrix(lab, BUDGETS_MS.nodesReady);
    expect(cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  };

  it('is left alone by a second up', async () => {
    const again = await converge(lab.definition);
    await again.running.close();
    expect(again.changes).toEqual([]);
  });

  it('is found by its name, with the same plan', async () => {
    const found = await findLab(lab.name);
    expect(found.plan).toEqual(lab.plan);
    await found.close();
  });

  it('is repaired by up, which says what was wrong', async () => {
    await docker.getContainer(`s2s-${lab.name}-vpc-a`).remove({ force: true });
    await docker.getContainer(`s2s-${lab.name}-onprem-server`).kill();
    await mustRun(lab, 'tgw', 'ip route del 10.30.0.0/16 table 102 metric 100');
    await mustRun(lab, 'tunnel-2', signalCharon('KILL'));
    await becomes('charon of tunnel-2 is gone', BUDGETS_MS.failover, async () => {
      const { exitCode } = await lab.node('tunnel-2').run(`cat ${CHARON_PID_FILE}`);
      return exitCode !== 0;
    });
    const repaired = await converge(lab.definition);
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
    const { definition } = lab;
    const [transitGateway] = definition.gateways as [TransitGateway];
    const [tableOfA, ...others] = transitGateway.routeTables as [(typeof transitGateway.routeTables)[0]];
    const routes = [...tableOfA.routes, { destinationCidrBlock: '10.99.0.0/16', attachment: 'att-vpn' }];
    const changed = withGateway(definition, {
      ...transitGateway,
      routeTables: [{ ...tableOfA, routes }, ...others],
    });
    const actions = async (to: Lab): Promise<string[]> => {
      const { running, changes } = await converge(to);
      await running.close();
      return changes.map(({ node, action }) => `${node} ${action}`).sort();
    };
    const hasRoute = async (): Promise<boolean> =>
      (await lab.node('tgw').run('ip route show table 101')).stdout.includes('10.99.0.0/16');
    expect(await actions(changed)).toEqual(['tgw updated']);
    expect(await hasRoute()).toBe(true);
    expect(await actions(changed)).toEqual([]);
    await docker.getContainer(`s2s-${lab.name}-tgw`).restart();
    await becomes('the route is there again', BUDGETS_MS.nodesReady, hasRoute);
    expect(await actions(definition)).toEqual(['tgw updated']);
    expect(await hasRoute()).toBe(false);
    await passes();
  });

  it.each(['tgw', 'internet', 'vpc-b', 'fabric'])('heals by itself after a restart of %s', async (node) => {
    await docker.getContainer(`s2s-${lab.name}-${node}`).restart();
    await passes();
  });

  it('heals by itself when a link is deleted', async () => {
    await mustRun(lab, 'vpc-a', 'ip link del tgw');
    await passes();
  });

  it('takes the links of a node that has ended away, however long its network lives on', async () => {
    const held = `$(awk '$1 == "tunnel-1" { print $2 }' /run/s2s-fabric.nodes)/ns/net`;
    await mustRun(lab, 'fabric', `exec 9</proc/${held} && { sleep 20 >/dev/null 2>&1 & }`);
    await lab.node('tunnel-1').doToContainer('kill');
    await becomes('the Transit Gateway has no link to it', BUDGETS_MS.failover, async () => {
      return (await lab.node('tgw').run('ip link show dev tunnel-1')).exitCode !== 0;
    });
    await using again = (await converge(lab.definition)).running;
    await awaitTunnels(again);
    await passes();
  });

  it('is not up while a node has yet to apply a link: up names it', async () => {
    const vpcA = docker.getContainer(lab.node('vpc-a').container.id);
    await vpcA.kill({ signal: 'STOP' });
    await lab.node('vpc-a-host').doToContainer('kill');
    vi.stubEnv('S2S_BUDGET_FACTOR', '0.3');
    const error = await errorOf(converge(lab.definition)).finally(() => vi.unstubAllEnvs());
    expect(error).toBeInstanceOf(NodeError);
    expect(error.message).toContain('not ready within 9 s: vpc-a');
    expect(error.message).toMatch(/last log lines of vpc-a\n.*ready/s);
    await vpcA.kill({ signal: 'CONT' });
    await using again = (await converge(lab.definition)).running;
    await awaitTunnels(again);
    await passes();
  });

  it('captures what tcpdump has not read yet when all is over', async () => {
    const { packets, result } = await captureDuring(
      lab,
      'vpc-a-host',
      'icmp[icmptype] == icmp-echo',
      async () => {
        await mustRun(lab, 'vpc-a-host', 'kill -STOP $(pidof tcpdump)');
        const answered = await ping(lab, 'onprem-router', 'vpc-a-host', { timeoutMs: 5000 });
        await mustRun(lab, 'vpc-a-host', '{ sleep 0.2; kill -CONT $(pidof tcpdump); } >/dev/null 2>&1 &');
        return answered;
      },
    );
    expect(result.received).toBe(1);
    expect(packets).toHaveLength(1);
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
