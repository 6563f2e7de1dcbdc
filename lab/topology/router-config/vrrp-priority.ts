import type { SourceText } from './router-files.ts';

/** The VRRP priority that a router's own keepalived.conf says, of its first instance; undefined where it says none. */
export function readVrrpPriority(texts: readonly SourceText[]): number | undefined {
  const conf = texts.find(({ path, text }) => path.startsWith('/etc/keepalived/') && INSTANCE.test(text));
  const priority = conf === undefined ? undefined : PRIORITY.exec(conf.text)?.[1];
  return priority === undefined ? undefined : Number(priority);
}

const INSTANCE = /^\s*vrrp_instance\b/m;
const PRIORITY = /^\s*priority\s+(\d+)/m;
