import { matrix } from '../probe/matrix.ts';
import type { Check } from './check.ts';

/** Every pair of hosts is as the lab's configuration predicts. */
export function asPredicted(): Check {
  return {
    title: 'every pair of hosts as predicted',
    observe: async (running) => {
      const { verdict, cells } = await matrix(running);
      const others = cells.filter((cell) => cell.verdict !== 'passed');
      const evidence = others.map((cell) => `${cell.from} -> ${cell.to}: ${cell.evidence}`).join('; ');
      return { verdict, evidence: evidence === '' ? `${cells.length} pairs` : evidence };
    },
  };
}
