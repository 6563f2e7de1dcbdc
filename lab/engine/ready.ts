import { NodeError } from '../errors.ts';
import { imageName, isOurs } from '../plan/images.ts';
import { SCRIPT_SECONDS, scriptOf } from '../plan/services/router.ts';
import { FABRIC } from '../topology/names.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { until } from '../wait/until.ts';
import type { StartedLab } from './started-lab.ts';

const LOG_LINES = 15;

/**
 * Waits until nodes have applied all their files and have all their links (s2s-node in images/node).
 * @param names of the nodes; every one without them.
 * @throws {NodeError} with the nodes that are not ready within the budget, and the first one's log.
 */
export async function awaitReady(
  running: StartedLab,
  names: readonly string[] = running.plan.nodes.map(({ name }) => name),
): Promise<void> {
  if (names.length === 0) return;
  const seconds = BUDGETS_MS.nodesReady / 1000 + (runScript(running, names) ? SCRIPT_SECONDS : 0);
  const { exitCode, stdout, stderr } = await running
    .node(FABRIC)
    .run(`s2s-ready ${seconds} ${names.join(' ')}`, { timeoutMs: 2 * seconds * 1000 });
  if (exitCode === 0) return awaitHealthy(running, names);
  const [first, ...others] = stdout.split('\n').filter((name) => name !== '');
  if (first === undefined)
    throw new NodeError({ what: 'the fabric cannot tell which nodes are ready', value: stderr.trim() });
  const log = (await running.node(first).log(LOG_LINES)).trimEnd().replaceAll('\n', '\n    ');
  throw new NodeError({
    what: `not ready within ${seconds} s: ${[first, ...others].join(', ')}`,
    value: `the last log lines of ${first}\n    ${log}`,
    rule: 'a node is ready once it has applied all its files and has all its links',
    hint: 'on a slow machine set S2S_BUDGET_FACTOR, e.g. to 3',
  });
}

/** Waits until the nodes whose image is not the lab's are healthy, by the check that the image has, if it has one. */
async function awaitHealthy(running: StartedLab, names: readonly string[]): Promise<void> {
  const guests = running.plan.nodes.filter(({ name, image }) => names.includes(name) && !isOurs(image));
  await Promise.all(
    guests.map(async ({ name, image }) => {
      const { container } = running.node(name);
      const health = await until(
        () => container.health(),
        (seen) => seen !== 'starting',
        { within: BUDGETS_MS.imageHealthy, everyMs: 200 },
      );
      if (health === null || health === 'healthy') return;
      throw new NodeError({
        what: `${name} is not ready: the health check of its image says ${health}`,
        value: imageName(image),
        rule: `an image that has a HEALTHCHECK is healthy within ${BUDGETS_MS.imageHealthy / 1000} s of its links`,
        hint: `its log: s2s logs ${name}; on a slow machine set S2S_BUDGET_FACTOR, e.g. to 3`,
      });
    }),
  );
}

/** Whether one of these nodes is ready only once its owner's script has ended. */
function runScript({ plan }: StartedLab, names: readonly string[]): boolean {
  return plan.nodes.some((node) => names.includes(node.name) && scriptOf(node) !== null);
}

/**
 * Waits until a node that was started is wired: it and its neighbours are ready, those of them that can be. A node whose
 * neighbour does not run lacks a link for as long.
 * @throws {NodeError} as {@link awaitReady} does.
 */
export async function awaitWired(running: StartedLab, node: string): Promise<void> {
  const states = await running.nodeStates();
  const runs = (name: string): boolean => states.get(name)?.running === true;
  if (!runs(FABRIC)) return;
  const isWhole = (name: string): boolean => [name, ...neighbours(running, name)].every(runs);
  await awaitReady(running, [node, ...neighbours(running, node)].filter(isWhole));
}

/** The nodes that a node has a link with. */
function neighbours({ plan }: StartedLab, node: string): string[] {
  return plan.links.flatMap(({ ends }) => {
    const names = ends.map((end) => end.node);
    return names.includes(node) ? names.filter((name) => name !== node) : [];
  });
}
