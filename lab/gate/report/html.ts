import { duration } from '../../scenario/report/duration.ts';
import { Markup, markup } from '../../scenario/report/html/markup.ts';
import { STYLE } from '../../scenario/report/html/style.ts';
import { gateHeadline } from '../result.ts';
import type { CheckedPair, GateResult } from '../result.ts';

/** A gate as one HTML file that needs nothing else: a row for each pair, those that are not as expected first. */
export function gateHtml(result: GateResult): string {
  const { lab, dataplane, dryRun, startedAt, durationMs, pairs } = result;
  const title = `${lab}: ${gateHeadline(result)}`;
  const facts = [
    `${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    duration(durationMs),
    dryRun ? 'by the model alone' : `by packets, data plane ${dataplane ?? ''}`,
  ];
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>s2s check ${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="facts">${facts.join(' · ')}</p>
</header>
<table class="summary">
<thead><tr><th>verdict</th><th>expected</th><th>seen</th><th>where</th></tr></thead>
<tbody>${pairs.toSorted((one, other) => ORDER.indexOf(one.verdict) - ORDER.indexOf(other.verdict)).map(row)}</tbody>
</table>
</body>
</html>
`.source;
}

const ORDER: readonly CheckedPair['verdict'][] = ['failed', 'inconclusive', 'skipped', 'passed'];

function row({ title, verdict, evidence, cause, cure, file, line }: CheckedPair): Markup {
  const more = [cause, cure === null ? null : `Cure: ${cure}`].filter((each) => each !== null);
  return markup`<tr><td><span class="chip ${verdict}">${verdict}</span></td><td>${title}</td><td>${evidence}${more.map((each) => markup`<br>${each}`)}</td><td><code>${file}:${line}</code></td></tr>
`;
}
