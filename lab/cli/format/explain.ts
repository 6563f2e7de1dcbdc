import { besidePredicted } from '../../diagnosis/predicted.ts';
import type { Compared } from '../../diagnosis/predicted.ts';
import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Hop, NodeCommand } from '../../diagnosis/hop.ts';
import { quoted } from '../../topology/shell-word.ts';
import type { Colours } from './colours.ts';
import { section } from './table.ts';

const LEGS = { forward: 'Request', return: 'Answer' } as const;

/** How much of an explanation is shown, and to which lab its commands go. */
export interface ExplanationStyle {
  /** Without the hops. */
  readonly brief: boolean;
  /** ` --name LAB`, or nothing for the default lab. */
  readonly nameFlag: string;
}

/** The way of a packet hop by hop, and what stopped it, with the evidence and the cure. */
export function formatExplanation(
  explanation: Diagnosis,
  c: Colours,
  { brief, nameFlag }: ExplanationStyle = { brief: false, nameFlag: '' },
): string {
  const { hops, cause, expected } = explanation;
  const legs = (['forward', 'return'] as const).flatMap((leg) => {
    const nodes = besidePredicted(leg, hops, explanation.predicted);
    return hops.every((hop) => hop.leg !== leg)
      ? []
      : [section(LEGS[leg], nodes.map((each) => formatNode(each, c)).join('\n'), c)];
  });
  const also = hops.filter((hop) => hop.verdict === 'wrong' && hop !== cause);
  return [
    headline(explanation, c),
    ...(brief ? [] : legs),
    ...(cause === null
      ? []
      : [
          rows(
            [
              ...findingRows(cause, nameFlag),
              ...also.flatMap((hop) => [
                ['Also', `${codeOf(hop)} at ${hop.node}: ${hop.text}.`],
                ...(hop.cure === null ? [] : [['', `Cure: ${hop.cure}.`]]),
                ...(hop.repair === null ? [] : [['', `Run: ${commandText(hop.repair, nameFlag)}`]]),
              ]),
              ...(expected?.reachable === false
                ? [['Lab file', `predicts no answer, too: ${expected.text}.`]]
                : []),
            ],
            c,
          ),
        ]),
  ].join('\n\n');
}

function headline(explanation: Diagnosis, c: Colours): string {
  const { from, to, sent, received, answered, rttMs, tcpPort, cause } = explanation;
  const counts = `${received} of ${sent} requests answered${answered && rttMs !== null ? `, in ${rttMs} ms` : ''}`;
  const port = tcpPort === null ? '' : `; the port is ${PORT[tcpPort]}`;
  const colour = answered && cause === null ? c.green : c.red;
  if (!explanation.probed) {
    const verdict = cause === null ? c.green('Nothing is found') : c.red('Something is found');
    return `${verdict} that stops packets from ${from} to ${to}: none was sent, so the state of the nodes is judged alone, and no packet filter.`;
  }
  return `${colour(said())}: ${counts}${port}.`;

  function said(): string {
    if (received === 0) return `${to} does not answer ${from}`;
    if (!answered) return `${to} answers ${from} now and then`;
    return cause === null ? `${to} answers ${from}` : `An answer comes to ${from}, but not as it should`;
  }
}

const PORT = { open: 'open', refused: 'closed: nobody listens there, and the connection was refused' };

/** What was seen at a node, and what was predicted where that is otherwise. */
function formatNode({ node, seen, predicted }: Compared, c: Colours): string {
  const lines = seen.map((hop) => formatHop(hop, c));
  if (predicted === null) return lines.join('\n');
  if (seen.length === 0) return `  ${c.dim(`-     ${node}, not met; predicted: ${predicted.text}`)}`;
  const isAsPredicted = seen.some(({ verdict }) => verdict !== 'ok') === (predicted.verdict !== 'ok');
  return [...lines, ...(isAsPredicted ? [] : [`        predicted: ${predicted.text}`])].join('\n');
}

function formatHop({ node, subject, verdict, text, evidence }: Hop, c: Colours): string {
  const mark = { ok: c.green('ok'), wrong: c.red('WRONG'), unknown: c.yellow('?') }[verdict];
  const padding = ' '.repeat(6 - { ok: 2, wrong: 5, unknown: 1 }[verdict]);
  return `  ${mark}${padding}${c.bold(node)}, ${subject}: ${text}\n        ${c.dim(evidence)}`;
}

const codeOf = ({ code }: Hop): string => code ?? 'unknown';

function findingRows(cause: Hop, nameFlag: string): string[][] {
  return [
    ['Cause', `${codeOf(cause)} at ${cause.node}: ${cause.text}.`],
    ['Evidence', cause.evidence],
    ...(cause.cure === null ? [] : [['Cure', `${cause.cure}.`]]),
    ...(cause.repair === null ? [] : [['Run', commandText(cause.repair, nameFlag)]]),
  ];
}

function rows(lines: readonly (readonly string[])[], c: Colours): string {
  return lines.map(([title = '', text = '']) => `${c.bold(title.padEnd(9))} ${text}`).join('\n');
}

/** A command in a node as one for the user's shell. */
function commandText({ node, command }: NodeCommand, nameFlag: string): string {
  const plain = /^[\w .,/:=@+-]+$/.test(command);
  const inNode = plain ? command : `sh -c ${quoted(command)}`;
  return `s2s exec${nameFlag} ${node} -- ${inNode}`;
}
