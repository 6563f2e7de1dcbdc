import { BUDGETS_MS } from '../wait/budgets.ts';
import { judgement } from './check.ts';
import type { Check } from './check.ts';

/** A command in a node comes to print something: what its daemons do about what happened takes a moment. */
export function prints(node: string, command: string, pattern: RegExp): Check {
  return {
    kind: 'wait',
    title: `${node}: ${command}`,
    budgetMs: () => BUDGETS_MS.reach,
    observe: async (running) => {
      const { stdout, stderr } = await running.node(node).run(command);
      const found = pattern.exec(stdout)?.[0];
      return found === undefined
        ? judgement(false, `nothing like ${pattern.source} in: ${oneLine(stdout + stderr)}`)
        : judgement(true, oneLine(found));
    },
  };
}

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');
