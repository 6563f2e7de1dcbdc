import type Docker from 'dockerode';
import { LabNameError, NodeError, UsageError } from '../errors.ts';
import { containerName, LAB_LABEL } from '../plan/labels.ts';
import { planLab } from '../plan/plan.ts';
import type { DataplaneName, Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Lab } from '../topology/types.ts';
import { labContainers, removeContainers, removeVolumes } from './containers.ts';
import { connect } from './docker.ts';
import { StartedNode } from './node.ts';
import { readState } from './state.ts';

/** What goes with a lab that lives no longer than who started it. */
interface Ephemeral {
  /** Removes the lab. */
  remove(): Promise<void>;
  /** Lets it live on. */
  release(): void;
}

/** A running lab. Everything that probes, breaks or shows a lab works on this. */
export class StartedLab implements AsyncDisposable {
  readonly definition: Lab;
  readonly plan: Plan;
  /** @internal */
  readonly docker: Docker;
  readonly #nodes: ReadonlyMap<string, StartedNode>;
  #ephemeral: Ephemeral | null;

  /**
   * Without `ephemeral` the lab goes on when this object goes out of an `await using` scope.
   * @internal
   */
  constructor(docker: Docker, lab: Lab, plan: Plan, ephemeral: Ephemeral | null = null) {
    this.docker = docker;
    this.definition = lab;
    this.plan = plan;
    this.#ephemeral = ephemeral;
    this.#nodes = new Map(
      [...plan.nodes.map(({ name }) => name), FABRIC].map((name) => [
        name,
        new StartedNode(name, docker.getContainer(containerName(lab.name, name))),
      ]),
    );
  }

  get name(): string {
    return this.definition.name;
  }

  get dataplane(): DataplaneName {
    return this.plan.dataplane;
  }

  /**
   * A node by its name.
   * @throws {UsageError} if the lab has none of that name.
   */
  node(name: string): StartedNode {
    const node = this.#nodes.get(name);
    if (node !== undefined) return node;
    throw new UsageError({
      what: `lab ${this.name} has no node of that name`,
      value: name,
      hint: nearestNameHint(name, [...this.#nodes.keys()]),
    });
  }

  /** Ends every channel into the lab; the lab itself goes on. */
  async close(): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((node) => node.close()));
  }

  /** Lets the lab live on when this object is disposed of, and after this process. */
  keep(): void {
    this.#ephemeral?.release();
    this.#ephemeral = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.#ephemeral?.remove();
  }
}

/**
 * The running lab of that name.
 * @throws {LabNameError} if there is none.
 * @throws {NodeError} if its containers are there, but not the fabric, which knows what they are.
 * @throws {EngineError} if the engine cannot be reached.
 */
export async function findLab(name: string): Promise<StartedLab> {
  const docker = await connect();
  const state = await readState(docker, name);
  if (state !== null) return new StartedLab(docker, state.lab, planLab(state.lab, state.dataplane));
  const names = await labNames(docker);
  if (names.includes(name)) throw await withoutFabric(docker, name);
  throw new LabNameError({
    what: 'no lab of that name is running',
    value: name,
    hint: names.length > 0 ? nearestNameHint(name, names) : 'start one with `s2s up`',
  });
}

async function withoutFabric(docker: Docker, lab: string): Promise<NodeError> {
  const containers = await labContainers(docker, lab);
  return new NodeError({
    what: `lab ${lab} has lost its fabric, which knows what its ${containers.length} containers are`,
    value: containers.map(nameOf).sort().join(', '),
    hint: `\`s2s up\` with its lab file mends it, \`s2s down ${lab}\` removes it`,
  });
}

function nameOf({ Names, Id }: Docker.ContainerInfo): string {
  return Names[0]?.replace(/^\//, '') ?? Id;
}

/**
 * The names of all labs that have a container, in alphabetical order.
 * @internal
 */
export async function labNames(docker: Docker): Promise<string[]> {
  const containers = await labContainers(docker);
  return [...new Set(containers.map(({ Labels }) => Labels[LAB_LABEL] ?? ''))].sort();
}

/**
 * Removes a lab, or every lab, by label alone; it needs no lab file and works after a crash.
 * @returns the names of the containers removed; none if there was nothing.
 * @internal
 */
export async function removeLab(docker: Docker, lab?: string): Promise<string[]> {
  const containers = await labContainers(docker, lab);
  await removeContainers(
    docker,
    containers.map(({ Id }) => Id),
  );
  await removeVolumes(docker, lab);
  return containers.map(nameOf).sort();
}
