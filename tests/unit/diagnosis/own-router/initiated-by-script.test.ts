import { expect, it } from 'vitest';
import { isInitiatedBy } from '../../../../lab/diagnosis/own-router/initiated-by-script.ts';

it.each([
  ['ipsec up Tunnel1', true],
  ['ipsec auto --up Tunnel1', true],
  ['ipsec auto --asynchronous --up Tunnel1', true],
  ['swanctl --initiate --child Tunnel1', true],
  ['swanctl -i -c Tunnel1', true],
  ['swanctl --terminate --ike Tunnel1', false],
  ['# ipsec up Tunnel1', false],
  ['ipsec up Tunnel10', false],
  ['ipsec down Tunnel1', false],
])('%s: %s', (line, isSo) => {
  expect(isInitiatedBy({ name: 'setup.sh', text: `set -e\n${line}\n` }, 'Tunnel1')).toBe(isSo);
});

it('nobody begins by a script that is not there', () => {
  expect(isInitiatedBy(null, 'Tunnel1')).toBe(false);
});
