import { expect, it } from 'vitest';
import type { ChildSa, IkeSa } from '../../../lab/ike/sa.ts';
import { carrying, currentSas, describeSas, isUp } from '../../../lab/ike/current-sas.ts';

const child = (uniqueId: number, state: string): ChildSa => ({ uniqueId, state }) as unknown as ChildSa;
const ike = (uniqueId: number, state: string, childSas: ChildSa[]): IkeSa =>
  ({ name: 'Tunnel1', uniqueId, state, childSas }) as unknown as IkeSa;

/** The state of the CHILD_SA that is taken for a connection's, and the number of its IKE_SA. */
const current = (...sas: IkeSa[]): unknown => {
  const { ikeSa, childSa } = currentSas('Tunnel1', sas);
  return [ikeSa?.uniqueId, childSa?.state];
};

it('takes the newest IKE_SA that is established and has a CHILD_SA', () => {
  const established = ike(1, 'ESTABLISHED', [child(1, 'INSTALLED')]);
  expect(current(established, ike(2, 'CONNECTING', []))).toEqual([1, 'INSTALLED']);
  expect(current(established, ike(2, 'ESTABLISHED', [child(2, 'INSTALLED')]))).toEqual([2, 'INSTALLED']);
});

it('takes a CHILD_SA for one while it is being rekeyed: it carries traffic until its lifetime ends', () => {
  const refused = [child(1, 'REKEYING'), child(2, 'CREATED')];
  expect(current(ike(1, 'ESTABLISHED', refused))).toEqual([1, 'REKEYING']);
});

it('prefers the successor of a CHILD_SA, and takes none that is over', () => {
  const rekeyed = [child(1, 'REKEYED'), child(2, 'INSTALLED')];
  expect(current(ike(1, 'ESTABLISHED', rekeyed))).toEqual([1, 'INSTALLED']);
  expect(current(ike(1, 'ESTABLISHED', [child(1, 'REKEYED'), child(2, 'DELETING')]))).toEqual([1, undefined]);
});

it('takes the newest CHILD_SA by its number: one that IKEv1 adopts when it reauthenticates may stand behind its successor', () => {
  const adopted = ike(2, 'ESTABLISHED', [child(2, 'INSTALLED'), child(1, 'INSTALLED')]);
  expect(currentSas('Tunnel1', [adopted]).childSa?.uniqueId).toBe(2);
  expect(carrying(adopted).map(({ uniqueId }) => uniqueId)).toEqual([1, 2]);
});

it.each([
  [[ike(1, 'ESTABLISHED', [child(1, 'INSTALLED')])], true, 'ESTABLISHED, INSTALLED'],
  [[ike(1, 'ESTABLISHED', [child(1, 'REKEYED')])], false, 'ESTABLISHED, no CHILD_SA'],
  [[ike(1, 'DELETING', [child(1, 'INSTALLED')])], false, 'DELETING, INSTALLED'],
  [[ike(1, 'CONNECTING', [])], false, 'CONNECTING, no CHILD_SA'],
  [[], false, 'no IKE_SA, no CHILD_SA'],
])('%o is up: %s', (sas, up, words) => {
  const current = currentSas('Tunnel1', sas);
  expect(isUp(current)).toBe(up);
  expect(describeSas(current)).toBe(words);
});
