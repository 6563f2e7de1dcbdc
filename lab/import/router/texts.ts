import type { NamedFile } from '../../topology/named-file.ts';
import type { SourceText } from '../../topology/router-config/router-files.ts';

/** What of a file is of which kind, each at its own lines: the others of it are empty there. */
type Kind = 'ipsecConf' | 'ipsecSecrets' | 'swanctlConf' | 'frrConf' | 'birdConf' | 'script';

/** Where each kind lies in a router, as its reader knows it. */
const PATHS: Readonly<Record<Kind, string>> = {
  ipsecConf: '/etc/ipsec.conf',
  ipsecSecrets: '/etc/ipsec.secrets',
  swanctlConf: '/etc/swanctl/swanctl.conf',
  frrConf: '/etc/frr/frr.conf',
  birdConf: '/etc/bird/bird.conf',
  script: '',
};

const CONN = /^\s*(?:conn|config)\s+[\w%"][^\s:]*\s*$/;
/** A setting, also one that AWS's download leaves to be taken in: its leftupdown has the inside addresses. */
const SETTING = /^\s*(?:#\s*(?=leftupdown\s*=))?([\w-]+\s*=.*)$/;
const SECRET = /^[^#!]*:\s*PSK\s+\S/i;
const COMMAND = /^\s*(?:sudo\s+)?(?:\/\S*\/)?ip\s+(?:link|tunnel|addr|address|a|route|r)\s+(?:add|replace)\b/;

/** Whether a text is a configuration of a router, or a download of AWS that tells how to make one. */
export function isRouterText(text: string): boolean {
  const lines = text.split('\n');
  return (
    (lines.some((line) => CONN.test(line)) && /^\s*right\s*=/m.test(text)) ||
    lines.some((line) => SECRET.test(line)) ||
    isSwanctl(text) ||
    isFrr(text) ||
    isBird(text) ||
    lines.some((line) => COMMAND.test(line))
  );
}

const isSwanctl = (text: string): boolean =>
  /^\s*remote_addrs\s*=/m.test(text) || /^\s*secrets\s*\{/m.test(text);
const isBird = (text: string): boolean => /^\s*protocol bgp\b/m.test(text);
const isFrr = (text: string): boolean => /^router bgp \d+/m.test(text);

/** The texts of a router that a file holds. A download has them between its instructions, which are left out. */
export function routerTexts({ file, text }: NamedFile): SourceText[] {
  if (isSwanctl(text)) return [{ path: PATHS.swanctlConf, from: file, text }];
  if (isFrr(text)) return [{ path: PATHS.frrConf, from: file, text }];
  if (isBird(text)) return [{ path: PATHS.birdConf, from: file, text }];
  const lines = text.split('\n');
  const only = (kind: Kind, keep: (line: string) => string | null): SourceText[] => {
    const kept = lines.map(keep);
    if (kept.every((line) => line === null)) return [];
    return [{ path: PATHS[kind], from: file, text: kept.map((line) => line ?? '').join('\n') }];
  };
  let isInConn = false;
  return [
    ...only('ipsecConf', (line) => {
      if (CONN.test(line)) {
        isInConn = true;
        return line.trim();
      }
      const [, setting] = SETTING.exec(line) ?? [];
      if (line.trim() !== '' && setting === undefined && !/^\s*#/.test(line)) isInConn = false;
      return isInConn && setting !== undefined ? `  ${setting}` : null;
    }),
    ...only('ipsecSecrets', (line) => (SECRET.test(line) ? line.trim() : null)),
    ...only('script', (line) => (COMMAND.test(line) ? line.trim() : null)),
  ];
}
