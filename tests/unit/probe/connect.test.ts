import { expect, it } from 'vitest';
import { portState } from '../../../lab/probe/connect.ts';

it.each([
  ['Connection to 10.30.141.20 22 port [tcp/*] succeeded!', 'open'],
  ['nc: connect to 10.30.141.20 port 22 (tcp) failed: Connection refused', 'refused'],
  ['nc: connect to 10.30.141.20 port 22 (tcp) timed out: Operation now in progress', null],
  ['', null],
])('%s', (output, port) => {
  expect(portState(output)).toBe(port);
});
