import { expect, it } from 'vitest';
import { drillHtml } from '../../../../lab/drill/report/html.ts';
import { drillResult, eventResult } from '../fixtures.ts';

it('has every event with its outages, and escapes what it is told', () => {
  const html = drillHtml(
    drillResult({
      events: [eventResult({ sentences: ['<b>lost</b>'] })],
      luck: [{ name: 'silent-death:tunnel-2', sentence: 'by chance', source: 'guide' }],
    }),
  );
  expect(html).toContain('<h1>0 of 1 events without lasting harm</h1>');
  expect(html).toContain('id="silent-death:tunnel-1"');
  expect(html).toContain('&lt;b&gt;lost&lt;/b&gt;.');
  expect(html).toContain('<svg class="timeline"');
  expect(html).toContain('<code>silent-death:tunnel-2</code> by chance');
  expect(html).toContain('<td>no answer</td>');
  expect(html).toContain('the route stays.</p><p>Cure: speak BGP.</p>');
});
