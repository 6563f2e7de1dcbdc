import { renderConf, section, setting } from './conf-text.ts';
import type { ConfNode } from './conf-text.ts';
import { giveUpSeconds } from './retransmit.ts';
import type { Retransmit } from './retransmit.ts';

export interface StrongswanConfOptions {
  /** Path of the daemon's VICI socket inside the node. */
  readonly viciSocket: string;
  /** IKE retransmission; without it strongSwan's own 4 s, 1.8, 5 tries. */
  readonly retransmit: Retransmit | null;
}

/** Renders a strongswan.conf for one `charon-systemd`, and for `swanctl` run beside it. */
export function renderStrongswanConf(options: StrongswanConfOptions): string {
  return renderConf([
    section(
      'charon-systemd',
      [
        setting(
          'load',
          'random nonce openssl pem pkcs1 kernel-netlink socket-default vici updown stroke',
          'Where strongSwan does ESP itself, kernel-libipsec comes ahead of them (/etc/s2s/esp-in-user-space). stroke is for `ipsec`.',
        ),
        setting(
          'install_routes',
          'no',
          'Routes point at the tunnel interfaces; the daemon would put its own into table 220, ahead of them.',
        ),
        setting('install_virtual_ip', 'no'),
        setting(
          'dos_protection',
          'no',
          'First messages that queued up while a link was not there yet look like an attack: the peer is asked for a cookie halfway, and its AUTH payload no longer matches.',
        ),
        ...(options.retransmit === null ? [] : retransmitSettings(options.retransmit)),
        section('plugins', [section('vici', [setting('socket', `unix://${options.viciSocket}`)])]),
        ...logSections(),
      ],
      'The daemon reads the section of its own name, charon-systemd, not charon.',
    ),
    section('swanctl', [
      setting('load', 'random openssl', 'Without a list it complains of every plugin that is not installed.'),
      setting('socket', `unix://${options.viciSocket}`),
    ]),
  ]);
}

function retransmitSettings(retransmit: Retransmit): ConfNode[] {
  const { timeoutSeconds, base, tries } = retransmit;
  return [
    setting(
      'retransmit_timeout',
      timeoutSeconds,
      `An unanswered IKE message is given up after ${giveUpSeconds(retransmit).toFixed(1)} s: IKEv2's dead peer detection.`,
    ),
    setting('retransmit_base', base),
    setting('retransmit_tries', tries),
  ];
}

function logSections(): ConfNode[] {
  return [
    section('filelog', [
      section('stderr', [
        setting(
          'default',
          1,
          'What happened to each SA, without packet dumps. No time: the container engine adds it.',
        ),
        setting('net', 0, 'Not every packet sent, received, built and parsed.'),
        setting('enc', 0),
        setting('ike_name', 'yes'),
        setting('flush_line', 'yes'),
      ]),
    ]),
    section('journal', [setting('default', -1, 'There is no journal in the node.')]),
  ];
}
