import type { StartedLab } from '../../engine/started-lab.ts';
import { EngineError } from '../../errors.ts';
import type { KernelState } from '../../diagnosis/observation.ts';
import { given } from '../../given.ts';
import { LEDGER_TABLE } from '../../plan/ledger.ts';
import { FABRIC } from '../../topology/names.ts';

/**
 * Reads what the kernels of all nodes decide on packets by, of any number by one command to the fabric
 * (images/s2s-observe-all). Where the fabric does not run, each node is asked itself.
 * @returns by the names of the nodes; those that do not run, or cannot be read, are missing.
 */
export async function kernelStates(running: StartedLab): Promise<ReadonlyMap<string, KernelState>> {
  try {
    const { stdout, stderr, exitCode } = await running
      .node(FABRIC)
      .run(`s2s-observe-all${versionOf(running)}`);
    if (exitCode !== 0)
      throw new EngineError({ what: 'the fabric cannot observe nodes', value: stderr.trim() });
    return readAll(stdout);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    const read = await Promise.all(running.plan.nodes.map(({ name }) => askNode(running, name)));
    return new Map(read.flatMap((each) => (each === null ? [] : [each])));
  }
}

/** Over a lab as IPv6 sees it, what is of IPv6 is read, too. */
const versionOf = ({ definition }: StartedLab): string => (definition.ipVersion === 'ipv6' ? ' -6' : '');

async function askNode(running: StartedLab, node: string): Promise<[string, KernelState] | null> {
  try {
    const { stdout } = await running.node(node).run(`s2s-observe${versionOf(running)}`);
    return [node, readKernelState(stdout)];
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

/** Reads what images/s2s-observe-all prints. */
export function readAll(output: string): ReadonlyMap<string, KernelState> {
  return new Map([...byNode(output)].map(([node, said]) => [node, readKernelState(said)]));
}

/** What was said of each node, behind a line `node <name>`. */
export function byNode(output: string): ReadonlyMap<string, string> {
  const parts = output.split(/^node (\S+)\n/m).slice(1);
  const said = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) said.set(parts[index]!, parts[index + 1] ?? '');
  return said;
}

/** The lines of each section, which begins with `# <name>`, without empty ones. */
export function sectionsOf(output: string): ReadonlyMap<string, readonly string[]> {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of output.split('\n')) {
    const [, name] = /^# (\w+)$/.exec(line) ?? [];
    if (name !== undefined) sections.set(name, (lines = sections.get(name) ?? []));
    else if (line.trim() !== '') lines.push(line.trimEnd());
  }
  return sections;
}

/** Reads what images/s2s-observe prints. */
export function readKernelState(output: string): KernelState {
  const sections = sectionsOf(output);
  const linesOf = (name: string): readonly string[] => sections.get(name) ?? [];
  return {
    links: linesOf('links'),
    addresses: linesOf('addresses'),
    rules: linesOf('rules'),
    routes: linesOf('routes'),
    neighbours: linesOf('neighbours'),
    vrfs: linesOf('vrfs'),
    states: linesOf('states'),
    policies: linesOf('policies'),
    refusals: linesOf('refusals'),
    ruleset: withoutLedger(linesOf('ruleset')),
    sysctls: linesOf('sysctls'),
    ...given({ ipv6rules: sections.get('ipv6rules'), ipv6sysctls: sections.get('ipv6sysctls') }),
  };
}

/** The ledger only counts. */
function withoutLedger(ruleset: readonly string[]): string[] {
  let inLedger = false;
  return ruleset.filter((line) => {
    if (line.startsWith('table '))
      inLedger = [`table ip ${LEDGER_TABLE} `, `table ip6 ${LEDGER_TABLE} `].some((own) =>
        line.startsWith(own),
      );
    return !inLedger;
  });
}
