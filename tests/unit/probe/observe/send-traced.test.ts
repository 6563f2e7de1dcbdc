import { expect, it } from 'vitest';
import type { Passage } from '../../../../lab/diagnosis/trace.ts';
import { visits } from '../../../../lab/probe/observe/send-traced.ts';

const piece = (from: string | null, out: string | null, fate: Passage['fate']): Passage => ({
  packet: '',
  leaving: '',
  in: from,
  out,
  fate,
  drop: null,
  accepts: [],
});

it('begins another visit of a node where the packet comes back by the interface that it has left by', () => {
  const out = piece('host', 'lan', 'left');
  const back = piece('lan', 'wan', 'dropped');
  expect(visits([out, back])).toEqual({ ...out, again: back });
});

it('takes the pieces of one visit together', () => {
  const pieces = [
    piece('port', null, 'stopped'),
    piece('eth1', 'Tunnel1', 'left'),
    piece(null, 'eth0', 'left'),
  ];
  expect(visits(pieces)).toEqual({ ...piece('port', 'Tunnel1', 'left') });
});
