import { ikeSas } from '../probe/sas.ts';
import { BUDGETS_MS } from '../wait/budgets.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/**
 * A node has an IKE_SA of a connection in this state, e.g. `ESTABLISHED`.
 * @param connection the router's; a tunnel endpoint's has the name of the tunnel.
 * @param state null if there is to be no IKE_SA.
 */
export function ikeSa(node: string, connection: string, state: string | null): Check {
  const expected = state ?? 'no IKE_SA';
  return {
    title: `${node} has ${expected} for ${connection}`,
    // One SA goes and the next comes, or none, a moment after.
    budgetMs: () => BUDGETS_MS.afterTunnelLoss,
    observe: async (running) => {
      const sas = (await ikeSas(running, node)).filter(({ name }) => name === connection);
      const seen = sas.length === 0 ? 'no IKE_SA' : sas.map((sa) => sa.state).join(', ');
      return judgement(seen === expected, seen);
    },
  };
}
