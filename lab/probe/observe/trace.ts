import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import { quoted } from '../shell.ts';
import type { Passages } from '../../diagnosis/trace.ts';
import { BUDGETS_MS } from '../../wait/budgets.ts';
import { parseTrace } from './trace-text.ts';

/**
 * Traces packets through the packet filters of every node while something happens: nftables says of each packet by which
 * interface it came, which rules it met, and by which interface it left (s2s-trace in images/node). The nodes are left as
 * they were.
 * @param matches expressions of nft, e.g. `icmp id 4242`; a packet that one of them matches is traced.
 */
export async function traceDuring<T>(
  running: StartedLab,
  matches: readonly string[],
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly passages: Passages }> {
  const table = `s2s_explain_${randomUUID().slice(0, 8)}`;
  const names = running.plan.nodes.map(({ name }) => name);
  const everywhere = async (command: (node: string) => string): Promise<(readonly [string, string])[]> =>
    Promise.all(names.map(async (name) => [name, await output(running, name, command(name))] as const));
  const expressions = matches.map(quoted).join(' ');
  await everywhere(
    (name) =>
      `s2s-trace start ${table} ${Math.ceil(BUDGETS_MS.trace / 1000)} '${interfacesOf(running, name).join(' ')}' ${expressions}`,
  );
  try {
    const result = await action();
    const texts = await everywhere(() => `s2s-trace stop ${table}`);
    return {
      result,
      passages: Object.fromEntries(texts.map(([name, text]) => [name, parseTrace(text, table)] as const)),
    };
  } catch (error) {
    await everywhere(() => `s2s-trace stop ${table}`);
    throw error;
  }
}

/** The interfaces of a node's links. */
function interfacesOf({ plan }: StartedLab, node: string): string[] {
  return plan.links.flatMap(({ ends }) =>
    ends.filter((end) => end.node === node).map((end) => end.interface),
  );
}

async function output(running: StartedLab, node: string, command: string): Promise<string> {
  try {
    return (await running.node(node).run(command, { timeoutMs: BUDGETS_MS.trace })).stdout;
  } catch (error) {
    if (error instanceof EngineError) return '';
    throw error;
  }
}
