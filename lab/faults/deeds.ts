import { awaitWired } from '../engine/ready.ts';
import type { StartedLab } from '../engine/started-lab.ts';
import { FaultError } from '../errors.ts';
import type { Deed } from './fault.ts';

/** Finds a node that does not run before anything is done to the others. */
export async function requireNodes(running: StartedLab, deeds: readonly Deed[]): Promise<void> {
  const nodes = new Set(deeds.map(({ node }) => node));
  await Promise.all([...nodes].map((node) => running.node(node).run(':')));
}

/** Does deeds one after the other. A node that was started is waited for: it is wired and ready before the next. */
export async function doAll(running: StartedLab, deeds: readonly Deed[]): Promise<void> {
  for (const deed of deeds) {
    const node = running.node(deed.node);
    if ('container' in deed) {
      await node.doToContainer(deed.container);
      if (deed.container !== 'kill') await awaitWired(running, deed.node);
      continue;
    }
    const { exitCode, stdout, stderr } = await node.run(deed.run);
    if (exitCode === 0) continue;
    throw new FaultError({
      key: deed.node,
      what: `a command ended with exit code ${exitCode}`,
      value: lastLines(stderr) || lastLines(stdout) || (deed.run.split('\n')[0] ?? ''),
    });
  }
}

const SHOWN_LINES = 3;

/** What a command said at its end. */
function lastLines(text: string): string {
  return text.trim().split('\n').slice(-SHOWN_LINES).join('\n    ');
}
