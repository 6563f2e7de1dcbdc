import { expect, it } from 'vitest';
import { downOf, kernelOf, placeOf, routeOf } from '../../../lab/diagnosis/scene.ts';
import { scene, visit } from './recorded.ts';

it('knows nothing of the kernel of a node that does not run, and why it does not', () => {
  const dead = scene('node-dead');
  expect(kernelOf(dead, 'tgw').routes).toEqual([]);
  expect(kernelOf(dead, 'vpc-a').routes).not.toEqual([]);
  expect(downOf(dead, 'tgw')).toMatch(/^Exited/);
  expect(downOf(dead, 'vpc-a')).toBeNull();
});

it('looks the packet up by the interface that it came in by', () => {
  expect(routeOf(visit('answered', 'forward', 'onprem-router'))).toMatchObject({
    to: '10.10.0.0/16',
    dev: 'Tunnel1',
  });
  // The tables of the Transit Gateway go by the attachment that the packet comes from.
  expect(routeOf(visit('answered', 'forward', 'tgw')).dev).toBe('att-vpc-a');
  expect(routeOf(visit('answered', 'return', 'tgw')).dev).toBe('tunnel-1');
});

it('places a hop at the node of the packet', () => {
  const place = placeOf(visit('answered', 'return', 'tgw'), 'routes');
  expect(place).toEqual({ leg: 'return', node: 'tgw', subject: 'routes' });
});
