import { describeOutage } from '../../../probe/outage-limits.ts';
import type { OutageLimits } from '../../../probe/outage-limits.ts';
import type { TitledOutage } from '../../result.ts';
import { duration } from '../duration.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';

const WIDTH = 1000;
const BAND = { top: 22, height: 26 } as const;
const HEIGHT = 92;
/** A segment as wide as this has room for the fate of its probes. */
const FATE_WIDTH = 64;
/** About so many times stand on the axis. */
const TICKS = 8;

/** One outage: what became of the probes over time, its marks, and its limits. */
export function outageFigure(outage: TitledOutage): Markup {
  const { title, from, to, verdict, limits, timers, intervalMs } = outage;
  return markup`<figure class="outage">
<figcaption><span class="chip ${verdict}">${verdict}</span> <b>${title}</b>, ${from} to ${to}, a probe every ${intervalMs} ms, timers ${timers}</figcaption>
${timeline(outage)}
<p>${describeOutage(outage)}.${limitsText(limits)}</p>
</figure>`;
}

function limitsText({ maxLost, maxGapMs, total, movesTo }: OutageLimits): string {
  const limits = [
    ...(total === true ? ['nothing gets through'] : []),
    ...(maxLost === undefined ? [] : [`at most ${maxLost} probes lost`]),
    ...(maxGapMs === undefined ? [] : [`at most ${duration(maxGapMs)} without an answer`]),
    ...(movesTo === undefined ? [] : [`by ${movesTo} at the end`]),
  ];
  return limits.length === 0 ? '' : ` Limits: ${limits.join(', ')}.`;
}

function timeline(outage: TitledOutage): Markup | null {
  const { segments, firstLossMs, recoveryMs, intervalMs, limits } = outage;
  const [first, last] = [segments[0], segments.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [startMs, endMs] = [Math.min(0, first.fromMs), Math.max(last.toMs + intervalMs, 1)];
  const xOf = (ms: number): number => round(((ms - startMs) / (endMs - startMs)) * WIDTH);
  const band = segments.map(({ answered, fromMs, probes }, index) => {
    const x = xOf(fromMs);
    const width = Math.max(1, round(xOf(segments[index + 1]?.fromMs ?? endMs) - x));
    const fate = answered ? 'answered' : 'lost';
    return markup`<rect class="${fate}" x="${x}" y="${BAND.top}" width="${width}" height="${BAND.height}"><title>${probes} ${fate}</title></rect>${
      width < FATE_WIDTH
        ? null
        : markup`<text class="fate" x="${round(x + width / 2)}" y="${BAND.top + 17}" text-anchor="middle">${fate}</text>`
    }`;
  });
  const { maxGapMs } = limits;
  const overstepped = firstLossMs !== null && maxGapMs !== undefined && firstLossMs + maxGapMs < endMs;
  return markup`<svg class="timeline" viewBox="-8 0 ${WIDTH + 16} ${HEIGHT}" role="img" aria-label="Probes over time">
${band}
${mark(xOf(0), 'action', 12)}
${firstLossMs === null ? null : mark(xOf(firstLossMs), `first loss ${duration(firstLossMs)}`, 66)}
${recoveryMs === null || recoveryMs === 0 ? null : mark(xOf(recoveryMs), `recovery ${duration(recoveryMs)}`, 12)}
${overstepped ? mark(xOf(firstLossMs + maxGapMs), `limit ${duration(maxGapMs)}`, 66) : null}
${ticks(startMs, endMs).map((ms) => markup`<text class="tick" x="${xOf(ms)}" y="86" text-anchor="middle">${ms / 1000} s</text>`)}
</svg>`;
}

function mark(x: number, text: string, textY: number): Markup {
  const anchor = x > WIDTH / 2 ? 'end' : 'start';
  return markup`<line class="mark" x1="${x}" y1="${Math.min(textY - 10, BAND.top - 4)}" x2="${x}" y2="${Math.max(textY - 10, BAND.top + BAND.height + 4)}"/><text class="label" x="${x + (anchor === 'end' ? -4 : 4)}" y="${textY}" text-anchor="${anchor}">${text}</text>`;
}

/** Round times in milliseconds, about {@link TICKS} of them. */
function ticks(startMs: number, endMs: number): number[] {
  const rough = (endMs - startMs) / TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * magnitude).find((each) => each >= rough) ?? rough;
  const first = Math.ceil(startMs / step);
  const count = Math.floor(endMs / step) - first + 1;
  return Array.from({ length: count }, (_, index) => Math.round((first + index) * step * 1000) / 1000);
}

const round = (pixels: number): number => Math.round(pixels * 10) / 10;
