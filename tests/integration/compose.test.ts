import Docker from 'dockerode';
import { fileURLToPath } from 'node:url';
import { DockerComposeEnvironment, Wait } from 'testcontainers';
import type { StartedDockerComposeEnvironment } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../lab/engine/connect.ts';
import { removeLab } from '../../lab/engine/started-lab.ts';
import { findLab } from '../../lab/probe/own-routers.ts';
import { converge } from '../../lab/lifecycle/converge.ts';
import { LabNameError } from '../../lab/errors.ts';
import { containerName, LAB_LABEL } from '../../lab/plan/labels.ts';
import { matrix } from '../../lab/probe/matrix.ts';
import type { MatrixCell } from '../../lab/probe/matrix.ts';
import { ping } from '../../lab/probe/ping.ts';
import { isUp } from '../../lab/ike/current-sas.ts';
import { awaitTunnels } from '../../lab/probe/tunnels.ts';
import { referenceLab } from './labs.ts';

/** The compose project, and with it the lab, has a name of its own: a user's `reference` may be running. */
const LAB = 'it-compose';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** A lab of which one node was restarted works again, with its tunnels. */
const HEAL_BUDGET_MS = 60_000;

const docker = new Docker();
const runtime = await connect();

async function composeUp(): Promise<StartedDockerComposeEnvironment> {
  return new DockerComposeEnvironment(ROOT, 'docker-compose.yml')
    .withProjectName(LAB)
    .withDefaultWaitStrategy(Wait.forLogMessage(/: ready$/m))
    .withWaitStrategy(containerName(LAB, 'fabric'), Wait.forLogMessage(/^wired \d+ links/m))
    .up();
}

/** Names of everything that carries the label of the lab. */
async function leftOvers(): Promise<string[]> {
  const filters = { label: [`${LAB_LABEL}=${LAB}`] };
  const [containers, { Volumes }, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listVolumes({ filters }),
    docker.listNetworks({ filters: { label: [`com.docker.compose.project=${LAB}`] } }),
  ]);
  return [
    ...containers.flatMap(({ Names }) => Names),
    ...Volumes.map(({ Name }) => Name),
    ...networks.map(({ Name }) => Name),
  ];
}

/** The cells of the matrix that did not pass; tried again until there is none or the budget is used up. */
async function unhealed(): Promise<MatrixCell[] | Error> {
  const deadline = Date.now() + HEAL_BUDGET_MS;
  for (;;) {
    const seen = await failures().catch((error: unknown) => error as Error);
    if ((Array.isArray(seen) && seen.length === 0) || Date.now() > deadline) return seen;
  }
}

async function failures(): Promise<MatrixCell[]> {
  await using lab = await findLab(LAB);
  await awaitTunnels(lab);
  const { cells } = await matrix(lab, 1000);
  return cells.filter(({ verdict }) => verdict !== 'passed');
}

describe('docker-compose.yml', () => {
  let environment: StartedDockerComposeEnvironment;
  beforeAll(async () => {
    environment = await composeUp();
  });
  afterAll(async () => {
    await environment.down();
    await removeLab(runtime, LAB);
  });

  it('brings both tunnels up', async () => {
    await using lab = await findLab(LAB);
    expect(lab.dataplane).toBe('userspace');
    const tunnels = await awaitTunnels(lab);
    expect(tunnels.map(({ tunnel }) => tunnel)).toEqual(['tunnel-1', 'tunnel-2']);
    expect(tunnels.every(isUp)).toBe(true);
  });

  it('reaches what the walk-through reaches, and nothing else', async () => {
    await using lab = await findLab(LAB);
    const { cells } = await matrix(lab);
    expect(cells).toHaveLength(12);
    expect(cells.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  });

  it('makes a pre-shared key for each tunnel, alike at both ends', async () => {
    await using lab = await findLab(LAB);
    const digest = async (node: string, connection: string): Promise<string> =>
      (await lab.node(node).run(`sha256sum /var/lib/s2s/psk/${connection}/psk`)).stdout.split(' ')[0]!;
    const [router1, end1, router2, end2] = await Promise.all([
      digest('onprem-router', 'Tunnel1'),
      digest('tunnel-1', 'tunnel-1'),
      digest('onprem-router', 'Tunnel2'),
      digest('tunnel-2', 'tunnel-2'),
    ]);
    expect(router1).toMatch(/^[0-9a-f]{64}$/);
    expect(end1).toBe(router1);
    expect(end2).toBe(router2);
    expect(router2).not.toBe(router1);
  });

  it('is left alone by `s2s up`', async () => {
    await expect(converge(referenceLab(LAB))).rejects.toThrow(LabNameError);
    await expect(converge(referenceLab(LAB))).rejects.toThrow(/run by docker compose/);
  });

  it.each(['tgw', 'onprem-router'])('heals after a restart of %s', async (node) => {
    await docker.getContainer(containerName(LAB, node)).restart();
    expect(await unhealed()).toEqual([]);
  });

  it('heals once the fabric is back, and not before', async () => {
    const fabric = docker.getContainer(containerName(LAB, 'fabric'));
    await fabric.stop();
    await docker.getContainer(containerName(LAB, 'vpc-a')).restart();
    await using lab = await findLab(LAB);
    expect(await ping(lab, 'onprem-router', 'vpc-a-host')).toMatchObject({ received: 0 });
    // The fabric is who pings, too.
    await expect(failures()).rejects.toThrow('the node does not run\n  value: fabric');
    await fabric.start();
    expect(await unhealed()).toEqual([]);
  });

  it('leaves nothing behind', async () => {
    expect(await leftOvers()).toHaveLength(14);
    await environment.down();
    expect(await leftOvers()).toEqual([]);
  });
});

describe('`s2s down`', () => {
  it('removes the volumes of a lab that docker compose ran', async () => {
    await docker.createVolume({ Name: `${LAB}_psk-tunnel-1`, Labels: { [LAB_LABEL]: LAB } });
    await removeLab(runtime, LAB);
    expect(await leftOvers()).toEqual([]);
  });
});
