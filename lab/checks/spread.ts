import { openFlows } from '../probe/flows.ts';
import type { Flows } from '../probe/flows.ts';
import { tunnelNamed } from '../topology/graph/tunnels.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';
import type { Judgement } from '../probe/verdict.ts';

/**
 * Flows from one host to another are spread over these tunnels: each carries some, and no other any. With one tunnel, that
 * nothing is spread. Their answers count in the check the other way round. Looking throws a UsageError if there is no such
 * host or tunnel.
 */
export function spread(from: string, to: string, over: readonly string[]): Check {
  return {
    title: `flows from ${from} to ${to} go by ${over.join(', ')}`,
    // What BGP brings or takes away comes tunnel by tunnel.
    budgetMs: () => BUDGETS_MS.reach,
    observe: async (running) => {
      for (const name of over) tunnelNamed(running.definition, name);
      return judgeFlows(await openFlows(running, from, to), over);
    },
  };
}

/** Whether every flow was answered, and each went by one of these tunnels, of which none was idle. */
export function judgeFlows({ sent, answered, byTunnel }: Flows, over: readonly string[]): Judgement {
  const used = [...byTunnel].filter(([, flows]) => flows > 0);
  const carried = used.reduce((sum, [, flows]) => sum + flows, 0);
  const isEach = used.length === over.length && used.every(([name]) => over.includes(name));
  const isSo = answered === sent && carried === sent && isEach;
  const tunnels = used.map(([name, flows]) => `${flows} by ${name}`).join(', ');
  return judgement(
    isSo,
    `${answered} of ${sent} answered; ${tunnels === '' ? 'no tunnel carried any' : tunnels}`,
  );
}
