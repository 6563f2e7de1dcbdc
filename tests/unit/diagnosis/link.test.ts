import { expect, it } from 'vitest';
import { brokenLink, deadNode } from '../../../lab/diagnosis/link.ts';
import { sceneOf } from '../../../lab/diagnosis/diagnose.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';
import { twoRoutersLab } from '../fixtures/two-routers-lab.ts';
import { recorded, scene, withKernel } from './recorded.ts';

it('knows a node that does not run, by what the engine says of it', () => {
  expect(deadNode(scene('node-dead'), 'tgw')!.evidence).toMatch(/^container of tgw: Exited/);
  expect(deadNode(scene('answered'), 'tgw')).toBeNull();
  expect(brokenLink(scene('node-dead'), 'vpc-a', 'tgw')).toMatchObject({
    code: 'NODE_NOT_RUNNING',
    node: 'tgw',
  });
});

it('tells a link that is down from one that is missing, and knows one that is up', () => {
  expect(brokenLink(scene('link-cut'), 'tgw', 'vpc-a')).toMatchObject({ code: 'LINK_DOWN', node: 'tgw' });
  expect(brokenLink(scene('link-cut'), 'tgw', 'vpc-b')).toBeNull();
  const recording = recorded('answered');
  const links = recording.observation.nodes.tgw!.kernel!.links.filter((line) => !line.includes('att-vpc-a'));
  const found = brokenLink(sceneOf(referenceLab, withKernel(recording, 'tgw', { links })), 'tgw', 'vpc-a')!;
  expect(found.text).toContain('tgw has no interface att-vpc-a');
  expect(found.cure).not.toContain('ip link set');
});

it('looks at both links to the switch of a LAN, and at the switch', () => {
  const recording = recorded('answered');
  const { nodes } = recording.observation;
  const dead = { ...nodes['onprem-server']!, down: 'Exited (137)' };
  const without = sceneOf(twoRoutersLab(), {
    ...recording,
    observation: { ...recording.observation, nodes: { ...nodes, 'onprem-lan': dead } },
  });
  expect(brokenLink(without, 'onprem-server', 'onprem-router')).toMatchObject({
    code: 'NODE_NOT_RUNNING',
    node: 'onprem-lan',
  });
  expect(brokenLink(without, 'onprem-router', 'onprem-igw')?.node).not.toBe('onprem-lan');
});
