import { expect } from 'vitest';
import { predict } from '../../../lab/aws/reachability.ts';
import type { ExplanationCode } from '../../../lab/causes/codes.ts';
import { changedLab } from '../fixtures/reference-lab.ts';

export const A = 'vpc-a-host';
export const B = 'vpc-b-host';
export const router = 'onprem-router';
export const server = 'onprem-server';

export type Change = Parameters<typeof changedLab>[0];

/** A change of the reference lab, and what becomes of a packet by it. */
export interface Drop {
  readonly change: Change;
  readonly from: string;
  readonly to: string;
  readonly reason: ExplanationCode;
  readonly leg: 'forward' | 'return';
  readonly path: string[];
  readonly text: string;
  readonly tunnelPeer?: string;
}

export function expectDrop({ change, from, to, path, ...expected }: Drop): void {
  expect(predict(changedLab(change), from, to)).toEqual({
    reachable: false,
    cure: expect.stringMatching(/./) as string,
    path,
    droppedAt: path.at(-1),
    ...expected,
  });
}
