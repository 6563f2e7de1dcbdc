import Docker from 'dockerode';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { labContainers } from '../../lab/engine/containers.ts';
import { connect } from '../../lab/engine/connect.ts';
import { imageName } from '../../lab/plan/images.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { LabNameError, NodeError } from '../../lab/errors.ts';
import { withGateway } from '../../lab/topology/objects/gateways.ts';
import { loadLab } from '../../lab/topology/load.ts';
import type { Lab, TransitGateway } from '../../lab/topology/types.ts';
import { BUDGETS_MS } from '../../lab/wait/budgets.ts';
import { BUILT_CLI } from '../built-cli.ts';
import { becomes, errorOf } from './labs.ts';

const path = (lab: string): string => fileURLToPath(new URL(`../fixtures/labs/${lab}.yaml`, import.meta.url));
const SMALLEST = path('smallest');
/** The containers of that lab, and of the one without a VPN connection. */
const NODES = { smallest: 9, vpcAlone: 5 };
const vpcAlone = (name: string): Lab => ({ ...loadLab(path('vpc-alone')), name });

const docker = new Docker();
const runtime = await connect();
const left = async (lab: string): Promise<string[]> =>
  (await labContainers(runtime, lab)).map(({ name }) => name);

describe('up that cannot work', () => {
  it.each([
    ['at boot', null, /tgw: FAILED: \/etc\/s2s\/setup\.ip/],
    ['for a link', 'att-vpc-a', /tgw: FAILED: \/etc\/s2s\/links\/att-vpc-a\.\*/],
  ])(
    'names the node that failed %s, shows its last log lines, and leaves nothing',
    async (_, attachment, file) => {
      const definition = vpcAlone('it-broken');
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
      const error = await errorOf(converge(vpcAlone('it-taken')));
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
    ['SIGTERM', NODES.smallest],
  ] as const)('leaves nothing behind after %s with %i nodes there', async (signal, nodes) => {
    const child = spawn(process.execPath, [BUILT_CLI, 'up', SMALLEST, '--name', 'it-killed'], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    await becomes(
      `${nodes} nodes are there`,
      BUDGETS_MS.nodesReady,
      async () => (await left('it-killed')).length >= nodes,
    );
    child.kill(signal);
    await ended;
    await becomes(
      'nothing is left',
      BUDGETS_MS.nodesReady,
      async () => (await left('it-killed')).length === 0,
    );
    // The watchdog looks on for a while: what the engine was still creating goes too.
    await pause(500);
    expect(await left('it-killed')).toEqual([]);
  });
});

describe('down', () => {
  it('removes by label alone, and works twice', async () => {
    const { running } = await converge(vpcAlone('it-down'));
    await running.close();
    const foreign = await docker.createContainer({ name: 's2s-it-down-foreign', Image: imageName('node') });
    try {
      expect(await removeLab(runtime, 'it-down')).toHaveLength(NODES.vpcAlone);
      expect(await removeLab(runtime, 'it-down')).toEqual([]);
      expect((await foreign.inspect()).Name).toBe('/s2s-it-down-foreign');
    } finally {
      await foreign.remove({ force: true });
    }
  });
});
