import { isDeepStrictEqual } from 'node:util';
import { EngineError } from '../errors.ts';
import { filesOf } from '../plan/files.ts';
import { commandChanges, isLiveChange, liveCommands } from '../plan/live-change.ts';
import { firewallCommands } from '../plan/live-firewall.ts';
import type { PlanFile } from '../plan/plan-file.ts';
import { NODE_LABEL } from '../plan/labels.ts';
import { planLab } from '../plan/plan.ts';
import { reloadCommands } from '../plan/services/service.ts';
import type { LabState } from '../plan/state.ts';
import type { NodePlan, Plan } from '../plan/types.ts';
import { digestOf } from './containers.ts';
import type { ContainerSpec } from './containers.ts';
import { DIGEST_LABEL } from './labels.ts';
import type { StartedNode } from './node.ts';
import type { ContainerInfo, Runtime } from './runtime.ts';

/** Where a node that was brought up to date while it ran keeps the digest that counts in place of its label. */
const DIGEST_PATH = '/etc/s2s/digest';
const UNFINISHED = 'unfinished';
/** The commands that brought it up to date last. */
const UPDATE_PATH = '/etc/s2s/update.sh';

/** What brings a running node from one plan to another. */
export interface LiveUpdate {
  /** Digest that its container has to have for that. */
  readonly from: string;
  readonly files: readonly PlanFile[];
  readonly commands: readonly string[];
}

/**
 * The nodes of a lab that can become what a changed plan has of them while they run, so that nothing else notices.
 * @param digest of the container that a node had with the lab's keys as they were.
 */
export function liveUpdates(
  state: LabState,
  plan: Plan,
  digest: (node: NodePlan) => string,
): Map<string, LiveUpdate> {
  const before = planLab(state.lab, state.dataplane);
  return new Map(
    plan.nodes.flatMap((node): [string, LiveUpdate][] => {
      const old = before.nodes.find(({ name }) => name === node.name);
      if (old === undefined || isDeepStrictEqual(old, node) || !isLiveChange(old, node)) return [];
      const commands = [
        ...firewallCommands(old.firewall, node.firewall),
        ...commandChanges(old, node).flatMap(liveCommands),
        ...reloadCommands(old.services, node.services),
      ];
      return [[node.name, { from: digest(old), files: changedFiles(old, node), commands }]];
    }),
  );
}

/** The files that a node gets anew; one that is no longer there is emptied. */
function changedFiles(before: NodePlan, after: NodePlan): PlanFile[] {
  const [old, now] = [before, after].map(
    (node) => new Map(filesOf(node).map(({ path, content }) => [path, content])),
  );
  return [...new Set([...old!.keys(), ...now!.keys()])]
    .filter((path) => old!.get(path) !== now!.get(path))
    .map((path) => ({ path, content: now!.get(path) ?? '' }));
}

/**
 * The digest of what each container has now, by its id. Those that run are asked all at once (s2s-digests in
 * images/fabric).
 * @param fabric null if it does not run.
 */
export async function currentDigests(
  runtime: Runtime,
  containers: readonly ContainerInfo[],
  fabric: StartedNode | null,
): Promise<ReadonlyMap<string, string>> {
  const told = fabric === null ? '' : (await fabric.run('s2s-digests')).stdout;
  const ofNodes = new Map(told.split('\n').map((line) => line.split(' ') as [string, string]));
  const updated = async ({ id, labels, state }: ContainerInfo): Promise<string | undefined> =>
    fabric !== null && state === 'running'
      ? ofNodes.get(labels[NODE_LABEL] ?? '')
      : (await runtime.container(id).readFile(DIGEST_PATH))?.toString();
  const digests = containers.map(async (each): Promise<[string, string]> => [
    each.id,
    (await updated(each)) ?? each.labels[DIGEST_LABEL] ?? '',
  ]);
  return new Map(await Promise.all(digests));
}

/**
 * Brings a running node up to date. Should that fail, or be cut short, the node is replaced the next time.
 * @throws {EngineError} if a command fails.
 */
export async function updateNode(
  node: StartedNode,
  spec: ContainerSpec,
  { files, commands }: LiveUpdate,
): Promise<void> {
  // Thousands of routes are too long for a command line.
  const script = { path: UPDATE_PATH, content: commands.join('\n') };
  await node.fill([{ path: DIGEST_PATH, content: UNFINISHED }, script, ...files]);
  // The node takes a new snapshot of itself once every link is there.
  const { exitCode, stderr } = await node.run(
    [
      'set -e',
      `sh -e ${UPDATE_PATH}`,
      'rm -f /run/s2s/ready',
      `printf %s ${digestOf(spec)} >${DIGEST_PATH}`,
      'echo >/run/s2s/wired',
    ].join('\n'),
  );
  if (exitCode === 0) return;
  throw new EngineError({
    key: node.name,
    what: 'cannot be brought up to date while it runs',
    value: stderr.trim(),
    hint: '`s2s up` again replaces it',
  });
}
