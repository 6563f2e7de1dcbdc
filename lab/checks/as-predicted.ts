import { flowTo, isToPort, portText } from '../aws/flow.ts';
import type { ProbedPort } from '../aws/flow.ts';
import { matrix } from '../probe/matrix.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import type { Check } from './check.ts';

/** Every pair of hosts is as the lab's configuration predicts, over IPv6, too, where the lab has it: pings, or probes of a port. */
export function asPredicted(port: ProbedPort = {}): Check {
  const flow = flowTo(port);
  const by = isToPort(flow) ? `, by ${portText(flow)}` : '';
  return {
    title: `every pair of hosts as predicted${by}`,
    observe: async (running) => {
      const { verdict, cells: overIpv4, ipv6 } = await matrix(running, BUDGETS_MS.reach, flow);
      const cells = [...overIpv4, ...(ipv6?.cells ?? [])];
      const others = cells.filter((cell) => cell.verdict !== 'passed');
      const evidence = others.map((cell) => `${cell.from} -> ${cell.to}: ${cell.evidence}`).join('; ');
      return { verdict, evidence: evidence === '' ? `${cells.length} pairs` : evidence };
    },
  };
}
