import { describe, expect, it } from 'vitest';
import type { ContainerSpec } from '../../../lab/engine/containers.ts';
import { compare } from '../../../lab/engine/converge.ts';
import { DIGEST_LABEL } from '../../../lab/engine/labels.ts';
import type { LiveUpdate } from '../../../lab/engine/live-update.ts';
import type { ContainerInfo } from '../../../lab/engine/runtime.ts';
import { fabricContainer } from '../../../lab/plan/container.ts';
import { NODE_LABEL } from '../../../lab/plan/labels.ts';

const spec = (node: string, digest: string): ContainerSpec => ({
  node,
  container: { ...fabricContainer('unit'), labels: { [DIGEST_LABEL]: digest } },
  files: [],
});
const container = (node: string, state = 'running'): ContainerInfo => ({
  id: `id-${node}`,
  name: node,
  labels: { [NODE_LABEL]: node },
  state,
  status: state,
  createdAt: new Date(0),
});
const update = (from: string): LiveUpdate => ({ from, files: [], commands: [] });

/** What is done to a node `tgw` that is to have the digest `new`. */
function actions(
  containers: readonly ContainerInfo[],
  has: string,
  updates: Record<string, LiveUpdate> = {},
): string[] {
  const digests = new Map([['id-tgw', has]]);
  const steps = compare([spec('tgw', 'new')], containers, digests, new Map(Object.entries(updates)));
  return steps.map(({ change: { node, action } }) => `${node} ${action}`);
}

describe('compare', () => {
  it('leaves alone what is as it is to be', () => {
    expect(actions([container('tgw')], 'new')).toEqual([]);
  });

  it('makes what is missing, and removes what no longer belongs to the lab', () => {
    expect(actions([container('vpc-c')], '')).toEqual(['tgw created', 'vpc-c removed']);
  });

  it('starts what has stopped', () => {
    expect(actions([container('tgw', 'exited')], 'new')).toEqual(['tgw started']);
  });

  it('replaces what was created and never started: it may lack its files', () => {
    expect(actions([container('tgw', 'created')], 'new')).toEqual(['tgw replaced']);
  });

  it('replaces what has ended because its files did not come', () => {
    const unfilled = { ...container('tgw', 'exited'), status: 'Exited (78) 2 seconds ago' };
    expect(actions([unfilled], 'new')).toEqual(['tgw replaced']);
  });

  it('replaces what is out of date', () => {
    expect(actions([container('tgw')], 'old')).toEqual(['tgw replaced']);
  });

  it('updates what runs and is just what the update starts from', () => {
    expect(actions([container('tgw')], 'old', { tgw: update('old') })).toEqual(['tgw updated']);
    expect(actions([container('tgw')], 'unfinished', { tgw: update('old') })).toEqual(['tgw replaced']);
    expect(actions([container('tgw', 'exited')], 'old', { tgw: update('old') })).toEqual(['tgw replaced']);
  });
});
