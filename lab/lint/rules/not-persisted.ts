import type { LintRule } from '../finding.ts';

/** Files that bring interfaces and routes back after a reboot. */
const PERSISTENT = /^\/etc\/(rc\.local|netplan\/|network\/|systemd\/|iptables\/|nftables\.conf|cron)/;
const WRITES_ONE =
  /rc\.local|netplan|iptables-save|netfilter-persistent|\/etc\/(network|systemd|cron|iptables)|crontab/;

export const notPersisted: LintRule = {
  name: 'not-persisted',
  severity: 'warning',
  why: 'What was typed is gone after a reboot: IKE comes up, and every tunnel is ESTABLISHED and carries nothing.',
  source: "AWS's strongSwan sample configuration (rc.local, sysctl.conf)",
  check: ({ typed, texts, script }) => {
    const [first] = typed;
    if (
      first === undefined ||
      texts.some(({ path }) => PERSISTENT.test(path)) ||
      WRITES_ONE.test(script?.text ?? '')
    )
      return [];
    return [
      {
        file: first.file,
        line: first.line,
        what: `${typed.length} commands make interfaces, routes or packet filters, and no file does so after a reboot`,
        hint: 'put them into /etc/rc.local (mode 755), or let leftupdown do them',
      },
    ];
  },
};
