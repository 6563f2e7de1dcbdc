import type { Lab } from '../../../topology/types.ts';
import type { RunFaultRecord } from '../../result.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { layOut, TEXT } from './topology-layout.ts';
import type { Card, Drawing, Wire } from './topology-layout.ts';

/** Width of a character as it is on the safe side, in pixels. */
const CHARACTER = { title: 7.3, row: 6.3 } as const;

/** A lab as an SVG picture. What faults were injected into is marked with their numbers, counted from 1. */
export function drawTopology(lab: Lab, faults: readonly RunFaultRecord[]): Markup {
  const drawing = layOut(lab);
  const numbersOf = marks(drawing, faults);
  const { width, height, cards, wires } = drawing;
  const draw = (card: Card): Markup => drawCard(card, numbersOf);
  const groups = cards.filter(({ kind }) => kind === 'group');
  return markup`<svg class="topology" viewBox="-2 -2 ${width + 4} ${height + 4}" role="img" aria-label="${`The lab ${lab.name}`}">
${groups.map(draw)}
${wires.map((wire) => drawWire(wire, numbersOf(wire)))}
${cards.filter(({ kind }) => kind !== 'group').map(draw)}
</svg>`;
}

/** What faults can be injected into. */
type Target = { readonly objects: readonly string[] } | Wire;
type NumbersOf = (target: Target) => readonly number[];

/** A fault that names both ends of a wire is the wire's, not the nodes'. */
function marks({ wires }: Drawing, faults: readonly RunFaultRecord[]): NumbersOf {
  const isEndToEnd = ({ ends }: Wire, { objects }: RunFaultRecord): boolean =>
    ends.every((end) => objects.includes(end));
  return (target) =>
    faults.flatMap((fault, index) => {
      const isHit =
        'ends' in target && isEndToEnd(target, fault)
          ? true
          : target.objects.some((name) => fault.objects.includes(name)) &&
            !wires.some((wire) => isEndToEnd(wire, fault));
      return isHit ? [index + 1] : [];
    });
}

function drawCard({ kind, x, y, width, height, title, rows, objects }: Card, numbersOf: NumbersOf): Markup {
  const room = width - 2 * TEXT.padding;
  const top = y + TEXT.padding + 12;
  const numbers = numbersOf({ objects });
  return markup`<g class="${kind}${hit(numbers)}"><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/>
<text class="title" x="${x + TEXT.padding}" y="${top}">${fitted(title, numbers, room / CHARACTER.title)}</text>
${rows.map((row, index) => {
  const rowNumbers = numbersOf(row);
  return markup`<text class="row${hit(rowNumbers)}" x="${x + TEXT.padding}" y="${top + TEXT.title + index * TEXT.row}">${fitted(row.text, rowNumbers, room / CHARACTER.row)}</text>`;
})}</g>`;
}

function drawWire({ from, to, label }: Wire, numbers: readonly number[]): Markup {
  const [x, y] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 6];
  return markup`<g class="wire${hit(numbers)}"><line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}"/>
<text class="row" text-anchor="middle" x="${x}" y="${y}">${fitted(label, numbers, 13)}</text></g>`;
}

const hit = (numbers: readonly number[]): string => (numbers.length > 0 ? ' hit' : '');

/** A text that fits, with the numbers of its faults; the whole of one that was cut shows under the pointer. */
function fitted(text: string, numbers: readonly number[], characters: number): Markup {
  const suffix = numbers.map((number) => ` [${number}]`).join('');
  const room = Math.floor(characters) - suffix.length;
  if (text.length <= room) return markup`${text}${suffix}`;
  return markup`<title>${text}</title>${text.slice(0, room - 1)}…${suffix}`;
}
