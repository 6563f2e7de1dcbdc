import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { keyPairFile } from '../plan/services/ssh.ts';
import type { KeyPairPlan } from '../plan/types.ts';
import type { NodeKeys } from './containers.ts';
import type { TarFile } from './tar.ts';

/** Where the state of a lab keeps the secret of a key pair, among the keys of tunnels. */
export function keyPairSecret(name: string): string {
  return `key pair ${name}`;
}

/** The halves of key pairs that a node holds, as files: of a private key only who owns it. */
export function keyPairFiles(keyPairs: readonly KeyPairPlan[], secrets: NodeKeys): TarFile[] {
  return keyPairs.map(({ name, half }) => {
    const privateKey = ed25519(secrets[keyPairSecret(name)] ?? '');
    return {
      path: keyPairFile(name, half),
      content:
        half === 'private'
          ? privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
          : opensshPublicKey(privateKey, name),
      mode: half === 'private' ? 0o600 : 0o644,
    };
  });
}

/** PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410, section 7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key pair that a secret stands for: always the same, so that a lab that is changed keeps it. */
function ed25519(secret: string): ReturnType<typeof createPrivateKey> {
  const seed = createHash('sha256').update(secret).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
}

/** A line of `authorized_keys` (RFC 8709, section 4). */
function opensshPublicKey(privateKey: ReturnType<typeof createPrivateKey>, name: string): string {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const field = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const blob = Buffer.concat([field(Buffer.from('ssh-ed25519')), field(spki.subarray(-32))]);
  return `ssh-ed25519 ${blob.toString('base64')} ${name}\n`;
}
