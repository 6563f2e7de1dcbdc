import { lintedRouter } from '../../../lab/lint/linted-router.ts';
import type { LintedRouter } from '../../../lab/lint/linted-router.ts';

/** Texts of a router by their paths; `script` is the script. */
export type Files = Readonly<Record<string, string>>;

/** A router that has these. */
export function routerOf(files: Files, modes: Readonly<Record<string, number>> = {}): LintedRouter {
  const texts = Object.entries(files).map(([path, text]) => ({ path, text, from: path }));
  const script = texts.find(({ path }) => path === 'script');
  return lintedRouter(
    'router',
    {
      files: texts.filter((each) => each !== script),
      script: script === undefined ? null : { ...script, path: '' },
      notes: [],
    },
    new Map(Object.entries(modes)),
  );
}

export const CONF = '/etc/ipsec.conf';
