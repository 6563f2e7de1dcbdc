import type { ScenarioResult, SuiteResult } from '../result.ts';
import { duration } from './duration.ts';
import { headline } from './headline.ts';
import { Markup, markup } from './html/markup.ts';
import { scenarioSection, verdictChip } from './html/scenario.ts';
import { STYLE } from './html/style.ts';
import { worstOutage } from './worst-outage.ts';

/** A run as one HTML file that needs nothing else: verdicts, then each scenario with its lab, steps and outages. */
export function htmlReport(suite: SuiteResult): string {
  const { scenarios, notRun } = suite;
  const title = headline(suite);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>s2s run: ${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="facts">${facts(suite)}</p>
</header>
<table class="summary">
<thead><tr><th>scenario</th><th>what it shows</th><th>verdict</th><th class="number">time</th><th class="number">worst outage</th></tr></thead>
<tbody>${scenarios.map(summaryRow)}${notRun.map(
    (
      name,
    ) => markup`<tr><td>${name}</td><td></td><td><span class="chip notrun">not run</span></td><td></td><td></td></tr>
`,
  )}</tbody>
</table>
${scenarios.map(scenarioSection)}</body>
</html>
`.source;
}

function facts({ timers, dataplane, startedAt, durationMs }: SuiteResult): string {
  return [
    `${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    duration(durationMs),
    ...(dataplane === null ? [] : [`data plane ${dataplane}`]),
    ...(timers === null ? [] : [`timers ${timers === 'fast' ? "compressed ('fast')" : "AWS's own ('aws')"}`]),
  ].join(' · ');
}

function summaryRow(result: ScenarioResult): Markup {
  const { scenario, title, durationMs, outages } = result;
  return markup`<tr><td><a href="#${scenario}">${scenario}</a></td><td>${title}</td><td>${verdictChip(result)}</td><td class="number">${duration(durationMs)}</td><td class="number">${worstOutage(outages) ?? ''}</td></tr>
`;
}
