import { expect, it } from 'vitest';
import picocolors from 'picocolors';
import { formatDrill, formatEventEnd } from '../../../../lab/cli/format/drill.ts';
import { drillResult, eventResult, lossless } from '../../drill/fixtures.ts';

const PLAIN = picocolors.createColors(false);

it('reads from what carries what to what is only luck', () => {
  const text = formatDrill(
    {
      ...drillResult({
        events: [
          eventResult(),
          eventResult({
            name: 'silent-death:tunnel-2',
            verdict: 'no-loss',
            remedy: null,
            outages: [lossless],
          }),
        ],
        luck: [{ name: 'silent-death:tunnel-2', sentence: 'by chance', source: 'guide' }],
        notRun: [
          { name: 'mtu:r', why: 'broken' },
          { name: 'rekey:t', why: 'broken' },
        ],
      }),
      lint: [],
    },
    PLAIN,
  );
  expect(text).toMatchInlineSnapshot(`
    "Which tunnel carries what
      FROM           TO          OUT BY     BACK BY
      onprem-server  vpc-a-host  tunnel-1   tunnel-1
      onprem-server  vpc-b-host  no answer

    What happens
      EVENT                  VERDICT              LOST        WITHOUT ANSWER  THEN CARRIED BY
      silent-death:tunnel-1  LOST UNTIL REPAIRED  300 of 500  3.1 s           none
      silent-death:tunnel-2  no loss              0 of 500    -               tunnel-1

    silent-death:tunnel-1: LOST UNTIL REPAIRED, the endpoint of tunnel-1 dies without a word
      seen           300 of 500 probes lost.
      why            ROUTE_INTO_DEAD_TUNNEL at onprem-router: the route stays.
      cure           speak BGP.
      in production  An endpoint fails. (AWS guide)

    What is only luck
      silent-death:tunnel-2: by chance (guide)

    Did not take place
      mtu:r and rekey:t: broken

    1 of 4 events without lasting harm, 2 not run in 65.0 s.
    Data plane: kernel. Timers: compressed ('fast')."
  `);
});

it('tells an event that is over in a line, and what happened below it', () => {
  expect(formatEventEnd(eventResult(), PLAIN)).toBe(
    'LOST UNTIL REPAIRED  silent-death:tunnel-1: the endpoint of tunnel-1 dies without a word (10.2 s)\n    300 of 500 probes lost',
  );
});
