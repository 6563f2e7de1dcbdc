import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { keyPairFiles, keyPairSecret } from '../../../lab/engine/key-pairs.ts';

const secrets = { [keyPairSecret('ops')]: 'a secret of thirty-two characters' };

it('makes both halves of a key pair of its secret, the private one for its owner alone', () => {
  const [privateHalf, publicHalf] = keyPairFiles(
    [
      { name: 'ops', half: 'private' },
      { name: 'ops', half: 'public' },
    ],
    secrets,
  );
  expect([privateHalf!.path, privateHalf!.mode]).toEqual(['/etc/s2s/key-pairs/ops', 0o600]);
  expect([publicHalf!.path, publicHalf!.mode]).toEqual(['/etc/s2s/key-pairs/ops.pub', 0o644]);
  const raw = createPublicKey(createPrivateKey(String(privateHalf!.content)))
    .export({ format: 'der', type: 'spki' })
    .subarray(-32);
  const [type, blob, name] = String(publicHalf!.content).trim().split(' ');
  expect([type, name]).toEqual(['ssh-ed25519', 'ops']);
  expect(Buffer.from(blob!, 'base64').subarray(-32)).toEqual(raw);
});

it('makes the same of one secret each time, and another of another', () => {
  const of = (all: Readonly<Record<string, string>>) =>
    keyPairFiles([{ name: 'ops', half: 'public' }], all)[0]!.content;
  expect(of(secrets)).toBe(of(secrets));
  expect(of({ [keyPairSecret('ops')]: 'another' })).not.toBe(of(secrets));
});
