import { Markup, markup } from '../../scenario/report/html/markup.ts';
import { outageFigure } from '../../scenario/report/html/outage.ts';
import { STYLE } from '../../scenario/report/html/style.ts';
import { drillHeadline } from '../headline.ts';
import { VERDICT_WORDS, WEIGHT } from '../result.ts';
import type { DrillResult, EventResult } from '../result.ts';
import { duration, listed } from '../words.ts';

/** A drill as one HTML file that needs nothing else. */
export function drillHtml(result: DrillResult): string {
  const { lab, carried, events, notRun, luck } = result;
  const title = drillHeadline(result);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>s2s drill ${lab}: ${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="facts">${facts(result)}</p>
</header>
<h2>Which tunnel carries what</h2>
<table><thead><tr><th>from</th><th>to</th><th>out by</th><th>back by</th></tr></thead>
<tbody>${carried.map(
    ({ from, to, answered, carriers: { out, back } }) =>
      markup`<tr><td>${from}</td><td>${to}</td><td>${answered ? listed(out) : 'no answer'}</td><td>${answered ? listed(back) : ''}</td></tr>
`,
  )}</tbody></table>
<h2>What happens</h2>
<table class="summary"><thead><tr><th>event</th><th>what happened</th><th>verdict</th></tr></thead>
<tbody>${events.map(
    (event) =>
      markup`<tr><td><a href="#${event.name}">${event.name}</a></td><td>${event.title}</td><td>${chip(event)}</td></tr>
`,
  )}${notRun.map(
    ({ name, why }) =>
      markup`<tr><td>${name}</td><td>${why}</td><td><span class="chip notrun">not run</span></td></tr>
`,
  )}</tbody></table>
${
  luck.length === 0
    ? null
    : markup`<h2>What is only luck</h2><ul>${luck.map(({ name, sentence, source }) => markup`<li><code>${name}</code> ${sentence} <cite>${source}</cite></li>`)}</ul>`
}
${events.map(eventSection)}</body>
</html>
`.source;
}

function eventSection(event: EventResult): Markup {
  const { name, title, standsFor, source, sentences, remedy, outages, verdict } = event;
  const judged = WEIGHT[verdict];
  return markup`<section id="${name}">
<h2>${title} ${chip(event)}</h2>
<p class="rule">${standsFor} <cite>${source}</cite></p>
${sentences.map((sentence) => markup`<p>${sentence}.</p>`)}
${
  remedy === null
    ? null
    : markup`<div class="failure"><p>${remedy.why}.</p><p>Cure: ${remedy.cure}.</p></div>`
}
${outages.map((outage) => outageFigure({ ...outage, title: `${outage.from} to ${outage.to}`, limits: {}, verdict: judged }))}
</section>
`;
}

function chip({ verdict }: Pick<EventResult, 'verdict'>): Markup {
  return markup`<span class="chip ${WEIGHT[verdict]}">${VERDICT_WORDS[verdict]}</span>`;
}

function facts({ lab, startedAt, durationMs, dataplane, timers }: DrillResult): string {
  return [
    `lab ${lab}`,
    `${startedAt.slice(0, 19).replace('T', ' ')} UTC`,
    duration(durationMs),
    `data plane ${dataplane}`,
    `timers ${timers === 'fast' ? "compressed ('fast')" : "AWS's own ('aws')"}`,
  ].join(' · ');
}
