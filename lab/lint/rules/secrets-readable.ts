import type { LintRule } from '../finding.ts';

export const secretsReadable: LintRule = {
  name: 'secrets-readable',
  severity: 'warning',
  why: 'Whoever reads the file has the pre-shared keys.',
  source: 'ipsec.secrets(5)',
  check: ({ keys, modes }) => {
    const real = keys.filter(({ isComment, preSharedKey }) => !isComment && preSharedKey !== null);
    return [...new Set(real.map(({ file }) => file))].flatMap((file) => {
      const mode = modes.get(file) ?? 0;
      if ((mode & 0o077) === 0) return [];
      const what = `others than its owner may read it (mode ${(mode & 0o777).toString(8)})`;
      return [{ file, line: null, what, hint: `chmod 600 ${file}` }];
    });
  },
};
