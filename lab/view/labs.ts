import { connect } from '../engine/connect.ts';
import { labContainers } from '../engine/containers.ts';
import type { ContainerInfo } from '../engine/runtime.ts';
import { readState } from '../engine/state.ts';
import { LabError } from '../errors.ts';
import { LAB_LABEL } from '../plan/labels.ts';
import type { DataplaneName } from '../plan/types.ts';
import { findLab } from '../probe/own-routers.ts';
import { statusView } from './status.ts';

/** How many of them are as they should be. */
interface Share {
  readonly up: number;
  readonly total: number;
}

/** A lab in a line. */
export interface LabSummary {
  readonly lab: string;
  /** Absolute path of its lab file; null where it is not known. */
  readonly file: string | null;
  readonly nodes: Share;
  /** These are null where the lab cannot be asked: its fabric is gone, or a node ends meanwhile. */
  readonly dataplane: DataplaneName | null;
  readonly tunnels: Share | null;
  readonly faults: number | null;
  /** When its oldest container was created, as in RFC 3339. */
  readonly createdAt: string;
}

/** Every lab of the engine, in alphabetical order. */
export async function labSummaries(): Promise<LabSummary[]> {
  const containers = await labContainers(await connect());
  const labOf = ({ labels }: ContainerInfo): string => labels[LAB_LABEL] ?? '';
  const names = [...new Set(containers.map(labOf))].sort();
  return Promise.all(
    names.map((name) =>
      summary(
        name,
        containers.filter((each) => labOf(each) === name),
      ),
    ),
  );
}

async function summary(lab: string, containers: readonly ContainerInfo[]): Promise<LabSummary> {
  const oldest = Math.min(...containers.map(({ createdAt }) => createdAt.getTime()));
  const running = containers.filter(({ state }) => state === 'running').length;
  const { file, ...asked } = await askedOf(lab);
  return {
    lab,
    file,
    nodes: { up: running, total: containers.length },
    ...asked,
    createdAt: new Date(oldest).toISOString(),
  };
}

type Asked = Pick<LabSummary, 'file' | 'dataplane' | 'tunnels' | 'faults'> & { readonly nodes?: Share };

/** What only the lab itself knows; nodes that have no container any more count, too. */
async function askedOf(name: string): Promise<Asked> {
  let file: string | null = null;
  try {
    file = (await readState(await connect(), name))?.file ?? null;
    await using running = await findLab(name);
    const { nodes, dataplane, tunnels, faults } = await statusView(running);
    return {
      file,
      nodes: { up: nodes.filter((node) => node.running).length, total: nodes.length },
      dataplane,
      tunnels: { up: tunnels.filter(({ up }) => up).length, total: tunnels.length },
      faults: faults?.length ?? null,
    };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { file, dataplane: null, tunnels: null, faults: null };
  }
}
