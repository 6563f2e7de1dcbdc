import { expect, it } from 'vitest';
import { phase } from '../../../../lab/aws/vpn-log/phase.ts';

it('is down, negotiates, is established, is renewed, and goes down with its last SA', () => {
  const one = phase();
  const seen = [one.state()];
  const step = (act: () => void): void => {
    act();
    seen.push(one.state());
  };
  step(() => one.begins());
  step(() => one.comes('1'));
  step(() => one.isRekeyed());
  step(() => one.comes('2'));
  step(() => one.goes('1'));
  step(() => one.goes('2'));
  expect(seen).toEqual([
    'Down',
    'Negotiating',
    'Established',
    'Rekeying',
    'Established',
    'Established',
    'Down',
  ]);
});

it('is renewed where a negotiation begins beside an SA, and loses all of them at once without an id', () => {
  const one = phase();
  one.comes('1');
  one.begins();
  expect(one.state()).toBe('Rekeying');
  one.comes('2');
  one.goes();
  expect(one.state()).toBe('Down');
});
