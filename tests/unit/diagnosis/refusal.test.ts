import { expect, it } from 'vitest';
import { refusalOf } from '../../../lab/diagnosis/refusal.ts';
import { sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import { visitAt } from '../../../lab/diagnosis/walk.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { recorded, visit, withKernel } from './recorded.ts';

const ROUTER = 'onprem-router';

/** The answer at the router, with other settings than it has. */
function withSysctls(...changed: readonly (readonly [string, string])[]) {
  const recording = recorded('answered');
  const { sysctls } = recording.observation.nodes[ROUTER]!.kernel!;
  const set = sysctls.map((line) => changed.find(([from]) => from === line)?.[1] ?? line);
  const scene = sceneOf(referenceLab, withKernel(recording, ROUTER, { sysctls: set }));
  return visitAt(scene, 'return', ROUTER)!;
}

it('has nothing against a packet where the settings let it pass', () => {
  expect(refusalOf(visit('answered', 'return', ROUTER))).toBeNull();
});

it('knows forwarding that is off, with a command that turns it on', () => {
  const found = refusalOf(withSysctls(['ip_forward:1', 'ip_forward:0']))!;
  expect(found).toMatchObject({ code: 'IP_FORWARDING_DISABLED', evidence: 'net/ipv4/ip_forward = 0' });
  expect(found.repair).toEqual({ node: 'fabric', command: `s2s-sysctl ${ROUTER} 'net/ipv4/ip_forward=1'` });
});

it('knows a reverse path filter that is strict only where the way back is another', () => {
  const strict = (name: string) => [`conf/${name}/rp_filter:2`, `conf/${name}/rp_filter:1`] as const;
  expect(refusalOf(withSysctls(strict('Tunnel1')))).toBeNull();
  const seen = withSysctls(strict('Tunnel2'));
  const byOther = { ...seen, passage: { ...seen.passage, in: 'Tunnel2' } };
  expect(refusalOf(byOther)).toMatchObject({
    code: 'REVERSE_PATH_FILTERED',
    evidence: expect.stringMatching(
      /^net\/ipv4\/conf\/all\/rp_filter = 0; .*Tunnel2\/rp_filter = 1; ip route show .*dev Tunnel1/,
    ),
  });
});

it('knows a packet that is too large for where it is to go', () => {
  const seen = visit('answered', 'forward', ROUTER);
  const packet = seen.passage.packet.replace(/ip length \d+/, 'ip length 1420');
  const large = { ...seen, passage: { ...seen.passage, packet } };
  expect(refusalOf(large)).toMatchObject({ code: 'PATH_MTU_EXCEEDED' });
});
