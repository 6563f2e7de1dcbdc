import { expect, it } from 'vitest';
import { deliveredElsewhere, notSent } from '../../../lab/diagnosis/leg-ends.ts';
import { sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { recorded, scene, visit } from './recorded.ts';

it.each([
  ['host-dead', 'return', 'vpc-a-host', 'NODE_NOT_RUNNING'],
  ['no-default-route', 'forward', 'onprem-server', 'HOST_ROUTE_MISSING'],
  ['no-default-route-back', 'return', 'onprem-server', 'HOST_ROUTE_MISSING'],
] as const)('%s: %s of %s: %s', (name, leg, node, code) => {
  expect(notSent(scene(name), leg, node)).toMatchObject({ verdict: 'wrong', leg, node, code });
});

it('blames a host that could answer and did not, but not one that could have asked', () => {
  const lost = scene('no-tgw-route');
  expect(notSent(lost, 'return', 'vpc-a-host')).toMatchObject({
    verdict: 'wrong',
    subject: 'answer of vpc-a-host',
    evidence: 'nothing was seen leaving vpc-a-host',
  });
  expect(notSent(lost, 'forward', 'onprem-server')).toMatchObject({
    verdict: 'unknown',
    text: 'onprem-server sent nothing',
  });
});

it('blames nobody for an answer that came and was not seen', () => {
  expect(notSent(scene('answered'), 'return', 'vpc-a-host').verdict).toBe('unknown');
});

it('blames the tunnel, not the inside address that its interface would have, where that is down', () => {
  const inside = structuredClone(recorded('inside-address'));
  for (const name of ['onprem-router', 'tunnel-1']) {
    const node = inside.observation.nodes[name]!;
    for (const daemon of Object.values(node.daemons)) Object.assign(daemon, { sas: [] });
    Object.assign(node.kernel!, { addresses: [] });
  }
  expect(notSent(sceneOf(referenceLab, inside), 'forward', 'onprem-router').code).toMatch(/^TUNNEL_DOWN_/);
});

it('names who holds the address of another host, and takes it away there', () => {
  const hop = deliveredElsewhere(visit('far-address', 'forward', 'onprem-router'));
  expect(hop).toMatchObject({
    code: 'ADDRESS_ELSEWHERE',
    node: 'onprem-router',
    repair: { node: 'onprem-router', command: 'ip address del 10.10.141.106/32 dev lo' },
  });
});
