import type { Hop, LiveExplanation } from '../../probe/explain/live-explanation.ts';
import type { Colours } from './colours.ts';
import { section } from './table.ts';

const LEGS = { forward: 'Request', return: 'Answer' } as const;

/** The way of a packet hop by hop, and what stopped it, with the evidence and the cure. */
export function formatExplanation(explanation: LiveExplanation, c: Colours): string {
  const { hops, cause } = explanation;
  const legs = (['forward', 'return'] as const).flatMap((leg) => {
    const own = hops.filter((hop) => hop.leg === leg);
    return own.length === 0 ? [] : [section(LEGS[leg], own.map((hop) => formatHop(hop, c)).join('\n'), c)];
  });
  return [
    headline(explanation, c),
    ...legs,
    ...(cause === null ? [] : [formatCause(cause, explanation, c)]),
  ].join('\n\n');
}

function headline({ from, to, sent, received, answered, rttMs }: LiveExplanation, c: Colours): string {
  const counts = `${received} of ${sent} requests answered`;
  return answered
    ? `${c.green(`${to} answers ${from}`)}: ${counts}${rttMs === null ? '' : `, in ${rttMs} ms`}.`
    : `${c.red(received === 0 ? `${to} does not answer ${from}` : `${to} answers ${from} now and then`)}: ${counts}.`;
}

function formatHop({ node, subject, verdict, text, evidence }: Hop, c: Colours): string {
  const mark = { ok: c.green('ok'), wrong: c.red('WRONG'), unknown: c.yellow('?') }[verdict];
  const padding = ' '.repeat(6 - { ok: 2, wrong: 5, unknown: 1 }[verdict]);
  return `  ${mark}${padding}${c.bold(node)}, ${subject}: ${text}\n        ${c.dim(evidence)}`;
}

function formatCause(cause: Hop, { expected }: LiveExplanation, c: Colours): string {
  const rows = [
    ['Cause', `${cause.code ?? 'unknown'} at ${cause.node}: ${cause.text}.`],
    ['Evidence', cause.evidence],
    ...(cause.cure === null ? [] : [['Cure', `${cause.cure}.`]]),
    ...(expected?.reachable === false ? [['Lab file', `predicts no answer, too: ${expected.text}.`]] : []),
  ];
  return rows.map(([title = '', text = '']) => `${c.bold(title.padEnd(9))} ${text}`).join('\n');
}
