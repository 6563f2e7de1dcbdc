import type { ProposalAnswer } from '../../view/proposals.ts';
import type { Colours } from './colours.ts';
import { section, table } from './table.ts';

/** What AWS takes, a block for each tunnel. */
export function formatProposals(
  { answers }: { readonly answers: readonly ProposalAnswer[] },
  c: Colours,
): string {
  const tunnels = [...new Set(answers.map(({ tunnel }) => tunnel))];
  return tunnels
    .map((name) => {
      const own = answers.filter(({ tunnel }) => tunnel === name);
      const { connection, version } = own[0]!;
      const title = `${connection} with ${name}, IKE${version.slice(3)}`;
      const rows = own.map((each) => [`phase ${each.phase}`, each.offered.join(', '), answerText(each, c)]);
      return section(title, table(['', 'offered', 'AWS'], rows, c), c);
    })
    .join('\n\n');
}

function answerText({ chosen, versionsTaken }: ProposalAnswer, c: Colours): string {
  if (versionsTaken !== null) return c.red(`speaks ${versionsTaken.join(' and ')} only`);
  return chosen === null ? c.red('takes none') : c.green(`takes ${chosen.inAwsNames}`);
}
