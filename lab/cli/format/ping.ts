import type { Prediction } from '../../aws/reachability.ts';
import type { PortState } from '../../diagnosis/trace.ts';
import type { SeenWay } from '../../probe/seen-way.ts';
import type { Colours } from './colours.ts';

/** The result of `s2s ping`. */
export interface PingView {
  readonly from: string;
  /** Address that was pinged. */
  readonly address: string;
  /** The host that has the address; null if none of the lab has. */
  readonly to: string | null;
  readonly sent: number;
  readonly received: number;
  /** How the last TCP connection was answered; null without an answer, and for echo requests. */
  readonly port: PortState | null;
  /** What the program that sent it said. */
  readonly output: string;
  /** What the ledgers and counters say. */
  readonly seen: SeenWay;
  /** What the model says of the lab file; null where source or destination is no host. */
  readonly expected: Prediction | null;
  /** The ways that the model has for the requests, the preferred one first: several where flows are spread. */
  readonly paths: readonly (readonly string[])[];
}

/** Whether an answer came, and from nobody else than the destination: it does run, and it saw a request. */
export function isAnswered({ received, to, seen }: PingView): boolean {
  return received > 0 && (to === null || seen.nodes.includes(to));
}

/** What ping said, what was seen, and what the model predicts: each on a line of its own. */
export function formatPing(view: PingView, c: Colours): string {
  const { output, expected, paths } = view;
  const rows = [
    ['Seen', seenText(view)],
    ...(expected === null ? [] : [['Predicted', predictedText(expected, paths)]]),
  ];
  const lines = rows.map(([title = '', text = '']) => `${c.bold(title.padEnd(10))} ${text}`);
  return [output, '', ...lines, ...verdict(view, c)].join('\n');
}

function seenText({ received, sent, port, seen: { nodes, unread, carriers } }: PingView): string {
  const answers = received === 0 ? 'no answer' : `${received} of ${sent} answered`;
  const state =
    port === 'refused' ? ', by a refusal: nobody listens there' : port === 'open' ? ', the port is open' : '';
  const at = nodes.length === 0 ? 'no node saw a request' : `requests at ${nodes.join(', ')}`;
  const { out, back } = carriers;
  const tunnels = [
    ...(out.length === 0 ? [] : [`out by ${out.join(' and ')}`]),
    ...(back.length === 0 ? [] : [`back by ${back.join(' and ')}`]),
  ];
  return [
    `${answers}${state}`,
    at,
    ...(tunnels.length === 0 ? [] : [tunnels.join(', ')]),
    ...(unread.length === 0 ? [] : [`not known of ${unread.join(', ')}`]),
  ].join('; ');
}

function predictedText(expected: Prediction, paths: PingView['paths']): string {
  if (expected.reachable) return `an answer, by way of ${wayText(paths)}`;
  const what = expected.leg === 'forward' ? 'the request is dropped' : 'the answer is dropped';
  return `no answer; ${what} at ${expected.droppedAt}: ${expected.text} (${expected.reason})`;
}

/** The nodes that every path meets, and between them those that only some do, e.g. `a, t1 or t2, b`. */
function wayText(paths: PingView['paths']): string {
  const [first = []] = paths;
  const isOnEvery = (node: string): boolean => paths.every((path) => path.includes(node));
  const alternatives = [...new Set(paths.flat())].filter((node) => !isOnEvery(node));
  const either = [alternatives.slice(0, -1).join(', '), ...alternatives.slice(-1)].join(' or ');
  const nodes = first.map((node) => (isOnEvery(node) ? node : either));
  return [...new Set(nodes)].join(', ');
}

/** How what was seen and what was predicted go together. */
function verdict(view: PingView, c: Colours): string[] {
  const { received, to, seen, expected } = view;
  const came = received > 0;
  if (came && !isAnswered(view)) {
    const isUnknown = seen.unread.includes(to ?? '');
    const asPredicted = !isUnknown && expected?.reachable === false;
    return [
      c.red(`The answer is not that of ${to}, which ${isUnknown ? 'does not run' : 'saw no request'}.`),
      ...(asPredicted ? [c.green('As predicted.')] : []),
    ];
  }
  if (expected === null) return [];
  if (expected.reachable !== came) {
    return [
      c.red(
        came
          ? 'NOT as predicted: no answer was predicted, and one came.'
          : 'NOT as predicted: an answer was predicted, and none came.',
      ),
    ];
  }
  const other = expected.reachable && seen.unread.length === 0 && !isOneOf(view.paths, seen.nodes);
  return [other ? c.yellow('As predicted, but by another way.') : c.green('As predicted.')];
}

/** Whether nodes that saw flows are those of some of the paths: each saw one at least. A NAT gateway has a packet come by its VPC twice. */
function isOneOf(paths: PingView['paths'], nodes: readonly string[]): boolean {
  const taken = paths.filter((path) => path.every((node) => nodes.includes(node)));
  return taken.length > 0 && nodes.every((node) => taken.flat().includes(node));
}
