import { keyFor } from '../../topology/router-config/keys.ts';
import type { LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

export const pskMissing: LintRule = {
  name: 'psk-missing',
  severity: 'error',
  why: 'A tunnel authenticates with the pre-shared key that stands for its two identities, and without one IKE ends.',
  source: 'ipsec.secrets(5)',
  check: ({ conns, keys }) =>
    conns.flatMap((conn) => {
      const { leftId, left, rightId, right, name, settings } = conn;
      const isCertificate = ['leftauth', 'authby', 'local.auth', 'local-1.auth'].some((key) =>
        /pubkey|rsa|ecdsa|cert/.test(settings.get(key)?.value ?? ''),
      );
      const key = keyFor(keys, { left: leftId ?? left ?? '', right: rightId ?? right ?? '' });
      if (isCertificate || key !== undefined) return [];
      return [
        {
          ...placeOf(conn, 'right', 'remote_addrs'),
          what: `there is no pre-shared key for ${name}`,
          hint: write(
            conn,
            `into ipsec.secrets: ${leftId ?? '<leftid>'} ${rightId ?? right ?? '<right>'} : PSK "<key>"`,
            `into secrets { }: ike-${name} { id-1 = ${leftId ?? '<local id>'}; id-2 = ${rightId ?? right ?? '<remote id>'}; secret = "<key>" }, a line each`,
          ),
        },
      ];
    }),
};
