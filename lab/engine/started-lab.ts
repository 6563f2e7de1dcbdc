import { LabNameError, NodeError } from '../errors.ts';
import { containerName, LAB_LABEL, NODE_LABEL } from '../plan/labels.ts';
import { planLab } from '../plan/plan.ts';
import type { DataplaneName, Plan } from '../plan/types.ts';
import { FABRIC } from '../topology/names.ts';
import { overIpv6 } from '../topology/graph/ip-versions.ts';
import { byName } from '../topology/graph/find.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import type { Lab } from '../topology/types.ts';
import { labContainers, removeContainers, removeVolumes } from './containers.ts';
import { connect } from './connect.ts';
import { fabricNode, StartedNode } from './node.ts';
import type { Runtime } from './runtime.ts';
import { readState } from './state.ts';

/** What goes with a lab that lives no longer than who started it. */
interface Ephemeral {
  /** Removes the lab. */
  remove(): Promise<void>;
  /** Lets it live on. */
  release(): void;
}

interface Belongings {
  readonly fabric?: StartedNode | null;
  readonly ephemeral?: Ephemeral | null;
  /** Of the same lab, seen otherwise. */
  readonly nodes?: ReadonlyMap<string, StartedNode>;
}

/** What the engine says of a node's container. */
export interface NodeState {
  readonly running: boolean;
  /** A phrase, e.g. `Exited (137) 3 seconds ago`. */
  readonly status: string;
}

/** A running lab. Everything that probes, breaks or shows a lab works on this. */
export class StartedLab implements AsyncDisposable {
  #definition: Lab;
  readonly plan: Plan;
  /** @internal */
  readonly runtime: Runtime;
  readonly #nodes: ReadonlyMap<string, StartedNode>;
  #ephemeral: Ephemeral | null;
  #before: StartedLab | null = null;

  /**
   * @param fabric with channels that are open already.
   * @param ephemeral without it the lab goes on when this object goes out of an `await using` scope.
   * @internal
   */
  constructor(
    runtime: Runtime,
    lab: Lab,
    plan: Plan,
    { fabric = null, ephemeral = null, nodes }: Belongings = {},
  ) {
    this.runtime = runtime;
    this.#definition = lab;
    this.plan = plan;
    this.#ephemeral = ephemeral;
    const center = fabric ?? fabricNode(runtime, lab.name);
    const node = (name: string): StartedNode =>
      new StartedNode(name, runtime.container(containerName(lab.name, name)), center.channel);
    this.#nodes =
      nodes ?? new Map([...plan.nodes.map(({ name }) => [name, node(name)] as const), [FABRIC, center]]);
  }

  /** What the lab is: its lab file, completed by what its owners' own routers were last seen to have. */
  get definition(): Lab {
    return this.#definition;
  }

  /**
   * Completes the definition (lab/probe/own-routers.ts).
   * @internal
   */
  complete(definition: Lab): void {
    this.#definition = definition;
  }

  /**
   * The same lab as IPv6 sees it, with the same nodes: what probes is told by it which addresses to use. It is this lab that
   * owns them.
   * @internal
   */
  overIpv6(): StartedLab {
    return new StartedLab(this.runtime, overIpv6(this.definition), this.plan, { nodes: this.#nodes });
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
    const what = `lab ${this.name} has no node of that name`;
    return this.#nodes.get(name) ?? byName([...this.#nodes.values()], name, { what });
  }

  /**
   * The state of every node that has a container, and of the fabric, by name.
   * @internal
   */
  async nodeStates(): Promise<ReadonlyMap<string, NodeState>> {
    const containers = await labContainers(this.runtime, this.name);
    return new Map(
      containers.map(({ labels, state, status }) => [
        labels[NODE_LABEL] ?? '',
        { running: state === 'running', status },
      ]),
    );
  }

  /**
   * This lab is what another has become under the same name: what goes with that one goes with this one from now on.
   * @internal
   */
  takeOver(before: StartedLab): void {
    this.#before = before;
  }

  /** Ends every channel into the lab; the lab itself goes on. */
  async close(): Promise<void> {
    await Promise.all([...this.#nodes.values()].map((node) => node.close()));
    await this.#before?.close();
  }

  /** Lets the lab live on when this object is disposed of, and after this process. */
  keep(): void {
    this.#before?.keep();
    this.#ephemeral?.release();
    this.#ephemeral = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.#ephemeral?.remove();
    this.#before?.keep();
  }
}

/**
 * The running lab of that name, by what was kept of it when it was brought up. It has a channel that is open already,
 * so whoever calls it closes it in the end.
 * @throws {LabNameError} if there is none.
 * @throws {NodeError} if its containers are there, but not the fabric, which knows what they are.
 * @throws {EngineError} if the engine cannot be reached.
 */
export async function labNamed(name: string): Promise<StartedLab> {
  const runtime = await connect();
  const fabric = fabricNode(runtime, name);
  try {
    const state = await readState(runtime, name, fabric);
    if (state === null) throw await notRunning(runtime, name);
    return new StartedLab(runtime, state.lab, planLab(state.lab, state.dataplane), { fabric });
  } catch (error) {
    await fabric.close();
    throw error;
  }
}

async function notRunning(runtime: Runtime, name: string): Promise<LabNameError | NodeError> {
  const names = await labNames(runtime);
  if (names.includes(name)) return withoutFabric(runtime, name);
  return new LabNameError({
    what: 'no lab of that name is running',
    value: name,
    hint: names.length > 0 ? nearestNameHint(name, names) : 'start one with `s2s up`',
  });
}

async function withoutFabric(runtime: Runtime, lab: string): Promise<NodeError> {
  const containers = await labContainers(runtime, lab);
  return new NodeError({
    what: `lab ${lab} has lost its fabric, which knows what its ${containers.length} containers are`,
    value: containers
      .map(({ name }) => name)
      .sort()
      .join(', '),
    hint: `\`s2s up\` with its lab file mends it, \`s2s down ${lab}\` removes it`,
  });
}

/**
 * The names of all labs that have a container, in alphabetical order.
 * @internal
 */
export async function labNames(runtime: Runtime): Promise<string[]> {
  const containers = await labContainers(runtime);
  return [...new Set(containers.map(({ labels }) => labels[LAB_LABEL] ?? ''))].sort();
}

/**
 * Removes a lab, or every lab, by label alone; it needs no lab file and works after a crash.
 * @returns the names of the containers removed; none if there was nothing.
 * @internal
 */
export async function removeLab(runtime: Runtime, lab?: string): Promise<string[]> {
  const containers = await labContainers(runtime, lab);
  await removeContainers(
    runtime,
    containers.map(({ id }) => id),
  );
  await removeVolumes(runtime, lab);
  return containers.map(({ name }) => name).sort();
}
