import { NodeError } from '../errors.ts';
import { FABRIC } from '../topology/names.ts';
import { budgetFactor } from './budget-factor.ts';
import type { StartedLab } from './started-lab.ts';

/** How long the nodes of a lab may take to be ready once they have been started; times the budget factor. */
const READY_SECONDS = 30;
const LOG_LINES = 15;

/**
 * Waits until every node has applied all its files and has all its links (images/s2s-node).
 * @throws {NodeError} with the nodes that are not ready within the budget, and the first one's log.
 */
export async function awaitReady(lab: StartedLab): Promise<void> {
  const seconds = READY_SECONDS * budgetFactor();
  const names = lab.plan.nodes.map(({ name }) => name);
  const { exitCode, stdout, stderr } = await lab
    .node(FABRIC)
    .run(`s2s-fabric ready ${seconds} ${names.join(' ')}`, { timeoutMs: 2 * seconds * 1000 });
  if (exitCode === 0) return;
  const [first, ...others] = stdout.split('\n').filter((name) => name !== '');
  if (first === undefined)
    throw new NodeError({ what: 'the fabric cannot tell which nodes are ready', value: stderr.trim() });
  const log = (await lab.node(first).log(LOG_LINES)).trimEnd().replaceAll('\n', '\n    ');
  throw new NodeError({
    what: `not ready within ${seconds} s: ${[first, ...others].join(', ')}`,
    value: `the last log lines of ${first}\n    ${log}`,
    rule: 'a node is ready once it has applied all its files and has all its links',
    hint: 'on a slow machine set S2S_BUDGET_FACTOR, e.g. to 3',
  });
}
