import type { OwnRouter, RouterNote } from '../types.ts';
import { shellCommands } from './shell-lines.ts';
import type { ShellCommand } from './shell-lines.ts';

/** What of a router's script starts libreswan: strongSwan is started with its package, as on Debian. */
export interface DaemonStart {
  /** Whether a command starts it at once. */
  readonly isStarted: boolean;
  /** The command that has it started from the next boot on; null if there is none. */
  readonly enabled: ShellCommand | null;
}

/**
 * What restarts the IKE daemon of a router of its owner's own, and starts one that does not run: charon-systemd where swanctl.conf
 * has connections, beside which `ipsec restart` does nothing; otherwise starter's charon; or libreswan.
 */
export function restartDaemon({ daemon }: Pick<OwnRouter, 'daemon'>): string {
  return daemon === 'libreswan'
    ? 'systemctl restart ipsec'
    : String.raw`if grep -qsE '^\s*connections\s*\{' /etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*.conf; then systemctl restart strongswan; else ipsec restart; fi`;
}

const IPSEC = /^ipsec(\.service)?$/;

/** Reads it from the text of a script. */
export function daemonStart(script: string): DaemonStart {
  const commands = shellCommands(script);
  const enabled = commands.find(({ words }) => asksSystemd(words, /^enable$/) || isChkconfig(words)) ?? null;
  return { isStarted: commands.some(({ words }) => startsNow(words)), enabled };
}

function startsNow(words: readonly string[]): boolean {
  const [program = '', first = '', second = ''] = words;
  if (asksSystemd(words, /^(re|reload-or-re|try-re)?start$/)) return true;
  if (asksSystemd(words, /^enable$/)) return words.includes('--now');
  const verb = /^(?:--)?(re)?start$/;
  if (/(^|\/)service$/.test(program)) return IPSEC.test(first) && verb.test(second);
  if (/(^|\/)ipsec$/.test(program)) return verb.test(first === 'setup' ? second : first);
  return program.endsWith('/init.d/ipsec') && verb.test(first);
}

const asksSystemd = ([program = '', ...words]: readonly string[], verb: RegExp): boolean =>
  /(^|\/)systemctl$/.test(program) &&
  words.some((word) => verb.test(word)) &&
  words.some((word) => IPSEC.test(word));

const isChkconfig = ([program = '', name = '', state = '']: readonly string[]): boolean =>
  /(^|\/)chkconfig$/.test(program) && IPSEC.test(name) && state === 'on';

/** What starts libreswan when its script does not, as a sentence without a full stop. */
const START_HINT = '`systemctl start ipsec` starts it now';

/** Notes that nothing starts libreswan; nothing of a router without a script, or with strongSwan. */
export function noteNotStarted({ daemon, script }: Pick<OwnRouter, 'daemon' | 'script'>): RouterNote[] {
  if (daemon !== 'libreswan' || script === null) return [];
  const { isStarted, enabled } = daemonStart(script.text);
  if (isStarted) return [];
  const { line, text } = enabled ?? { line: script.text.trimEnd().split('\n').length, text: '' };
  const why =
    enabled === null
      ? `nothing in the script starts libreswan: ${START_HINT}, \`systemctl enable ipsec\` at each boot`
      : `starts libreswan at the next boot, and not now: ${START_HINT}`;
  return [{ file: script.name, line, text, why }];
}
