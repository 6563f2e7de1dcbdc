import { isScript } from './ip-commands.ts';
import type { SourceText } from './router-files.ts';

/** Where a secret stands behind what is matched first; both together are replaced by the first and what stands for it. */
interface SecretPattern {
  readonly isIn: (source: SourceText) => boolean;
  readonly pattern: RegExp;
}

const VALUE = `"[^"\\n]+"|'[^'\\n]+'`;
const isAnywhere = (): boolean => true;

const PATTERNS: readonly SecretPattern[] = [
  // A private key, whatever file it lies in.
  {
    isIn: isAnywhere,
    pattern: /(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\r?\n)([^-]+?)(?=\r?\n-----END )/g,
  },
  // ipsec.secrets(5): `carol : EAP "…"`, `: RSA key.pem "passphrase"`.
  { isIn: isAnywhere, pattern: new RegExp(`(:\\s*(?:EAP|XAUTH|NTLM)\\s+)(${VALUE}|[^\\s"'#]+)`, 'gi') },
  {
    isIn: isAnywhere,
    pattern: new RegExp(`(:\\s*(?:RSA|ECDSA|PKCS8|P12|BLISS|PIN)\\s+\\S+\\s+)(${VALUE}|[^\\s"'#%]+)`, 'gi'),
  },
  // FRR and BIRD: of a neighbour, of vtysh, of a protocol.
  {
    isIn: (source) => /^\/etc\/(frr|bird)\//.test(source.path) || isScript(source),
    pattern: new RegExp(`((?:^|[\\s"'])password\\s+(?:\\d\\s+)?)(${VALUE}|[^\\s"';]+)`, 'gm'),
  },
  // VRRP of keepalived.
  {
    isIn: (source) => source.path.startsWith('/etc/keepalived/') || isScript(source),
    pattern: new RegExp(`(\\bauth_pass\\s+)(${VALUE}|[^\\s"';]+)`, 'g'),
  },
  // WireGuard.
  { isIn: isAnywhere, pattern: /((?:^|\s)(?:PrivateKey|PresharedKey)\s*=\s*)(\S+)/gm },
  // A variable of a script that is called so.
  {
    isIn: isScript,
    pattern: new RegExp(
      `((?:^|[\\s;])\\w*(?:SECRET|PASSWORD|PASSWD|PASSPHRASE|TOKEN|PRIVATE_KEY)\\w*=)(${VALUE}|[^\\s"';&|$\`]+)`,
      'gim',
    ),
  },
];

/**
 * Takes what else is secret out of a text: private keys, the secrets of EAP and XAUTH, passphrases, passwords of BGP and VRRP,
 * WireGuard's keys, variables of scripts that are called so. A shorter one than four characters is left: it would hide half the text.
 * @param stand gives what is to stand for a secret.
 */
export function replaceSecrets(
  source: SourceText,
  stand: (secret: string, line: number) => string,
): SourceText {
  const text = PATTERNS.filter(({ isIn }) => isIn(source)).reduce(
    (rest, { pattern }) =>
      rest.replace(pattern, (all, before: string, written: string, offset: number) => {
        const secret = written.replace(/^(["'])(.*)\1$/s, '$2');
        if (secret.length < 4 || /[$`]|@S2S-KEY:|^%/.test(secret)) return all;
        const line = rest.slice(0, offset + before.length).split('\n').length;
        return before + written.replace(secret, () => stand(secret, line));
      }),
    source.text,
  );
  return { ...source, text };
}
