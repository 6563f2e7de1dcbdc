import { randomUUID } from 'node:crypto';
import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import { parseTrace, tracingAtInterfaces, tracingTable } from './trace-text.ts';
import type { Passage } from './trace-text.ts';

/** Nobody waits for a trace as long as this; one that was left behind, by a killed `s2s`, removes itself then. */
const LIFETIME_SECONDS = 30;

/** What each node saw of the traced packets; a node that does not run saw nothing. */
export type Passages = ReadonlyMap<string, readonly Passage[]>;

/**
 * Traces packets through the packet filters of every node while something happens: nftables says of each packet by which
 * interface it came, which rules it met, and by which interface it left. The nodes are left as they were.
 * @param matches expressions of nft, e.g. `icmp id 4242`; a packet that one of them matches is traced.
 */
export async function traceDuring<T>(
  lab: StartedLab,
  matches: readonly string[],
  action: () => Promise<T>,
): Promise<{ readonly result: T; readonly passages: Passages }> {
  const table = `s2s_explain_${randomUUID().slice(0, 8)}`;
  const names = lab.plan.nodes.map(({ name }) => name);
  const everywhere = async (command: (node: string) => string): Promise<(readonly [string, string])[]> =>
    Promise.all(names.map(async (name) => [name, await output(lab, name, command(name))] as const));
  await everywhere((name) => start(table, matches, interfacesOf(lab, name)));
  try {
    const result = await action();
    const texts = await everywhere(() => stop(table));
    return { result, passages: new Map(texts.map(([name, text]) => [name, parseTrace(text, table)])) };
  } catch (error) {
    await everywhere(() => stop(table));
    throw error;
  }
}

/** The interfaces of a node's links. */
function interfacesOf({ plan }: StartedLab, node: string): string[] {
  return plan.links.flatMap(({ ends }) =>
    ends.filter((end) => end.node === node).map((end) => end.interface),
  );
}

async function output(lab: StartedLab, node: string, command: string): Promise<string> {
  try {
    return (await lab.node(node).run(command, { timeoutMs: LIFETIME_SECONDS * 1000 })).stdout;
  } catch (error) {
    if (error instanceof EngineError) return '';
    throw error;
  }
}

/**
 * The monitor hears of its own table as soon as it listens, so the table is made until it does. Ahead of everything else
 * on an interface packets are traced where the kernel can.
 */
function start(table: string, matches: readonly string[], interfaces: readonly string[]): string {
  const file = `/tmp/${table}`;
  const gone = ['netdev', 'ip'].map((family) => `nft delete table ${family} ${table}`).join('; ');
  return `{ timeout ${LIFETIME_SECONDS} nft monitor >${file} & echo $! >${file}.pid; wait $!; ${gone}; rm -f ${file} ${file}.pid; } >/dev/null 2>&1 &
until grep -q 'add table ip ${table}' ${file} 2>/dev/null; do
  nft -f - <<NFT || break
${tracingTable(table, matches)}
NFT
  sleep 0.01
done
links=
for name in ${interfaces.join(' ')}; do
  if [ -e "/sys/class/net/$name" ]; then links=$links'"'$name'", '; fi
done
nft -f - 2>/dev/null <<NFT
${tracingAtInterfaces(table, matches, '$links')}
NFT
:`;
}

/** Prints what was traced. The monitor hears of the last chain after all that came before. */
function stop(table: string): string {
  const file = `/tmp/${table}`;
  return `nft add chain ip ${table} end 2>/dev/null || exit 0
until grep -q 'add chain ip ${table} end' ${file}; do sleep 0.01; done
cat ${file}
kill $(cat ${file}.pid)
while [ -e ${file} ]; do sleep 0.01; done`;
}
