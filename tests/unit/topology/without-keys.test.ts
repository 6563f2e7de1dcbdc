import { expect, it } from 'vitest';
import { withoutKeys } from '../../../lab/topology/without-keys.ts';
import { referenceLab } from '../fixtures/reference-lab.ts';

it('leaves out every pre-shared key, and nothing else', () => {
  const [vpn] = referenceLab.vpnConnections;
  const [one, two] = vpn!.tunnels;
  const lab = {
    ...referenceLab,
    vpnConnections: [{ ...vpn!, tunnels: [{ ...one, preSharedKey: 'hush-hush' }, two] as const }],
  };
  expect(withoutKeys(lab)).toEqual(referenceLab);
});
