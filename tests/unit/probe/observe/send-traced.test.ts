import { expect, it } from 'vitest';
import type { Passage } from '../../../../lab/diagnosis/trace.ts';
import { firstVisit } from '../../../../lab/probe/observe/send-traced.ts';

const piece = (from: string | null, out: string | null, fate: Passage['fate']): Passage => ({
  packet: '',
  leaving: '',
  in: from,
  out,
  fate,
  drop: null,
  accepts: [],
});

it('ends the visit of a node where the packet comes back by the interface that it has left by', () => {
  const out = piece('host', 'lan', 'left');
  expect(firstVisit([out, piece('lan', 'wan', 'dropped')])).toEqual([out]);
});

it('takes the pieces of one visit together', () => {
  const pieces = [
    piece('port', null, 'stopped'),
    piece('eth1', 'Tunnel1', 'left'),
    piece(null, 'eth0', 'left'),
  ];
  expect(firstVisit(pieces)).toEqual(pieces);
});
