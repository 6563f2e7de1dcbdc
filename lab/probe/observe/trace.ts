import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import { quoted } from '../../topology/shell-word.ts';
import type { Passages } from '../../diagnosis/trace.ts';
import { FABRIC } from '../../topology/names.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { byNode } from './kernel-states.ts';
import { parseTrace } from './trace-text.ts';

/**
 * Traces packets through the packet filters of every node while something happens: nftables says of each packet by which
 * interface it came, which rules it met, and by which interface it left. Two commands to the fabric do it (s2s-trace in
 * images/fabric), whatever the number of nodes, which are left as they were.
 * @param matches expressions of nft, e.g. `icmp id 4242`; a packet that one of them matches is traced.
 * @throws {EngineError} if the fabric does not run.
 */
export async function traceDuring<T>(
  running: StartedLab,
  matches: readonly string[],
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly passages: Passages }> {
  const table = `s2s_explain_${randomUUID().slice(0, 8)}`;
  const seconds = Math.ceil(BUDGETS_MS.trace / 1000);
  await inFabric(running, `s2s-trace start ${table} ${seconds} ${matches.map(quoted).join(' ')}`);
  const stop = (): Promise<string> => inFabric(running, `s2s-trace stop ${table}`);
  try {
    const result = await action();
    const seen = [...byNode(await stop())].map(([name, text]) => [name, parseTrace(text, table)] as const);
    return { result, passages: Object.fromEntries(seen) };
  } catch (error) {
    await stop().catch(() => '');
    throw error;
  }
}

async function inFabric(running: StartedLab, command: string): Promise<string> {
  const { stdout, stderr, exitCode } = await running
    .node(FABRIC)
    .run(command, { timeoutMs: BUDGETS_MS.trace });
  if (exitCode !== 0)
    throw new EngineError({ what: 'the fabric cannot trace packets', value: stderr.trim() });
  return stdout;
}
