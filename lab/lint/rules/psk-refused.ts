import type { LintRule } from '../finding.ts';

const AWS_PSK = /^(?!0)[A-Za-z0-9._]{8,64}$/;

export const pskRefused: LintRule = {
  name: 'psk-refused',
  severity: 'error',
  why: 'AWS takes pre-shared keys of 8 to 64 letters, digits, dots and underscores that do not begin with 0.',
  source: 'EC2 API, VpnTunnelOptionsSpecification: PreSharedKey',
  check: ({ keys }) =>
    keys
      .filter(
        ({ preSharedKey, isComment, isOther }) =>
          !isComment && !isOther && preSharedKey !== null && !AWS_PSK.test(preSharedKey),
      )
      .map(({ file, line }) => ({
        file,
        line,
        what: 'AWS refuses this pre-shared key',
        hint: 'take the one that AWS generates, or one of 8 to 64 of A-Z a-z 0-9 . _ that does not begin with 0',
      })),
};
