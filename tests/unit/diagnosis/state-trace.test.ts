import { expect, it } from 'vitest';
import { traceByState } from '../../../lab/diagnosis/state-trace.ts';
import { sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { recorded, scene, withKernel } from './recorded.ts';

const there = ['onprem-server', 'onprem-router', 'tunnel-1', 'tgw', 'vpc-a', 'vpc-a-host'];

it('takes a packet there and back by the same interfaces as one that was sent', () => {
  const seen = scene('answered');
  const { packets, sent } = traceByState(seen);
  expect(sent).toBe(0);
  expect(Object.keys(packets.forward)).toEqual(there);
  expect(Object.keys(packets.return)).toEqual([...there].reverse());
  for (const leg of ['forward', 'return'] as const) {
    for (const [node, { in: incoming, out, fate }] of Object.entries(packets[leg])) {
      const real = seen.trace.packets[leg][node]!;
      expect({ node, incoming, out, fate }).toEqual({
        node,
        incoming: real.in,
        out: real.out,
        fate: real.fate,
      });
    }
  }
});

it.each([
  ['no-default-route', []],
  ['no-address', there],
  ['link-cut', there.slice(0, 4)],
  ['node-dead', there.slice(0, 3)],
  ['wrong-psk', there.slice(0, 2)],
  ['endpoint-daemon-dead', there.slice(0, 2)],
  ['next-hop-is-nobody', there.slice(0, 1)],
])('%s: it is seen at %j', (name, nodes) => {
  const { packets } = traceByState(scene(name));
  expect(Object.keys(packets.forward)).toEqual(nodes);
});

it('comes nowhere by a link whose other end is down', () => {
  const recording = recorded('answered');
  const { links } = recording.observation.nodes['vpc-a-host']!.kernel!;
  const cut = withKernel(recording, 'vpc-a-host', {
    links: links.map((line) =>
      line.replace('MULTICAST,UP,LOWER_UP', 'MULTICAST').replace('state UP', 'state DOWN'),
    ),
  });
  const { packets } = traceByState(sceneOf(referenceLab, cut));
  expect(Object.keys(packets.forward)).toEqual(there.slice(0, 5));
});

it('sends no answer to what does not arrive', () => {
  const { packets } = traceByState(scene('no-tgw-route'));
  expect(packets.forward.tgw).toMatchObject({ fate: 'stopped', out: null });
  expect(packets.return).toEqual({});
});

it('ends with a packet that goes round in circles', () => {
  const recording = recorded('answered');
  const { routes } = recording.observation.nodes['onprem-router']!.kernel!;
  const circle = withKernel(recording, 'onprem-router', {
    routes: [...routes, '10.10.141.106 via 10.30.141.20 dev eth1'],
  });
  const { packets } = traceByState(sceneOf(referenceLab, circle));
  expect(Object.keys(packets.forward)).toEqual(there.slice(0, 2));
});
