import { expect, it } from 'vitest';
import { diagnose } from '../../../../lab/diagnosis/diagnose.ts';
import { referenceLab } from '../../fixtures/reference-lab.ts';
import { recorded } from '../recorded.ts';

/** The cause where a router has no route into a tunnel, with what the log of its IKE daemon has. */
function causeWith(ikeLog: readonly string[]): string {
  const recording = recorded('no-router-route');
  const { nodes } = recording.observation;
  const router = { ...nodes['onprem-router']!, ikeLog: [...ikeLog] };
  const observation = { ...recording.observation, nodes: { ...nodes, 'onprem-router': router } };
  const { cause } = diagnose(referenceLab, { ...recording, observation }).diagnosis;
  expect(cause).toMatchObject({ code: 'NO_ROUTE_TO_DESTINATION', node: 'onprem-router' });
  return cause!.evidence;
}

it('stands beside a missing route, which the script was to make', () => {
  const evidence = causeWith([
    '2026-11-28T05:00:00Z 09[CHD] <Tunnel1|1> updown: RTNETLINK answers: Network is unreachable',
    '2026-11-28T05:00:01Z 09[CHD] <Tunnel1|1> updown: Error: inet prefix is expected rather than "/16".',
    '2026-11-28T05:00:01Z 10[IKE] <Tunnel1|1> CHILD_SA Tunnel1{1} established',
  ]);
  expect(evidence).toMatch(
    /; the updown script of Tunnel1 said: Error: inet prefix is expected rather than "\/16"\.$/,
  );
});

it('is left out where it said nothing', () => {
  expect(causeWith([])).not.toContain('updown');
});
