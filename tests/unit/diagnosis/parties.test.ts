import { expect, it } from 'vitest';
import { UsageError } from '../../../lab/errors.ts';
import { parties } from '../../../lab/diagnosis/parties.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

it('hosts stand for their addresses', () => {
  const { from, to, inside } = parties(referenceLab, 'vpc-a-host', 'onprem-server');
  expect([from.address, to.address, inside]).toEqual(['10.10.141.106', '10.30.141.20', null]);
});

it('a tunnel stands for its inside address at AWS, and its router for the other, both ways', () => {
  const there = parties(referenceLab, 'onprem-router', 'tunnel-2');
  expect([there.from.address, there.to.address]).toEqual(['169.254.123.170', '169.254.123.169']);
  expect(there.inside?.connection.name).toBe('Tunnel2');
  const back = parties(referenceLab, 'tunnel-2', 'onprem-router');
  expect([back.from, back.to]).toEqual([there.to, there.from]);
});

it('nobody but its router reaches the inside address of a tunnel', () => {
  expect(() => parties(referenceLab, 'onprem-server', 'tunnel-2')).toThrow(UsageError);
  expect(() => parties(referenceLab, 'onprem-server', 'tunnel-2')).toThrow('from its own two ends only');
});

it('the nearest name is offered for one that there is not', () => {
  expect(() => parties(referenceLab, 'vpc-a-hots', 'onprem-server')).toThrow('vpc-a-host');
});
