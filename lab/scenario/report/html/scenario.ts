import { outcomeOf } from '../../result.ts';
import type { ScenarioResult } from '../../result.ts';
import { duration } from '../duration.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { outageFigure } from './outage.ts';
import { stepTable } from './steps.ts';
import { drawTopology } from './topology.ts';

/** Everything about the run of one scenario. */
export function scenarioSection(result: ScenarioResult): Markup {
  const { scenario, title, proves, rule, source, topology, faults, outages } = result;
  return markup`<section id="${scenario}">
<h2>${title} ${verdictChip(result)}</h2>
<p class="proves"><code>${scenario}</code> ${proves}</p>
${rule === null ? null : markup`<p class="rule">${rule} ${source === null ? null : markup`<cite>${source}</cite>`}</p>`}
<p class="facts">${facts(result)}</p>
${failureBox(result)}
${topology === null ? null : markup`<figure>${drawTopology(topology, faults)}</figure>`}
${faults.length === 0 ? null : markup`<ol class="faults">${faults.map(({ text }) => markup`<li>${text}</li>`)}</ol>`}
<h3>Steps</h3>
${stepTable(result)}
${outages.length === 0 ? null : markup`<h3>Outages</h3>${outages.map(outageFigure)}`}
</section>
`;
}

/** The verdict in its colour; that of a control run is good if it is `failed`. */
export function verdictChip(result: Pick<ScenarioResult, 'control' | 'verdict'>): Markup {
  const { control, verdict } = result;
  return markup`<span class="chip ${outcomeOf(result)}">${verdict}${control ? ' (control run)' : ''}</span>`;
}

function facts({ lab, dataplane, timers, durationMs }: ScenarioResult): string {
  return [
    `lab ${lab}`,
    ...(dataplane === null ? [] : [`data plane ${dataplane}`]),
    ...(timers === null ? [] : [`timers ${timers}`]),
    duration(durationMs),
  ].join(' · ');
}

function failureBox(result: ScenarioResult): Markup | null {
  if (outcomeOf(result) === 'passed') return null;
  const { failure, evidence, reproduce } = result;
  return markup`<div class="failure"><pre>${failure?.message ?? 'It passed without its cause, so it proves nothing.'}</pre>
<p>${evidence === null ? null : markup`Evidence: <code>${evidence}</code><br>`}Run it again: <code>${reproduce}</code></p></div>`;
}
