import type { LintRule } from '../finding.ts';
import { placeOf, write } from '../linted-router.ts';

export const dpd: LintRule = {
  name: 'dpd',
  severity: 'warning',
  why: 'Only dead peer detection finds out that an endpoint has died without a word; what the router does then decides whether the tunnel comes back.',
  source: 'AWS Site-to-Site VPN user guide, Tunnel options; ipsec.conf(5), dpdaction and dpdtimeout',
  check: ({ conns, daemon, texts }) =>
    conns.flatMap((conn) => {
      const { name, dpdAction, dpdDelaySeconds, keyExchange, settings } = conn;
      const place = placeOf(conn, 'dpdaction', 'dpd_action', 'dpddelay', 'dpd_delay');
      const hint = write(
        conn,
        'dpdaction=restart, dpddelay=10s',
        'dpd_delay = 10s, and dpd_action = restart into the child',
      );
      if (dpdAction === 'none' || dpdDelaySeconds === 0)
        return [{ ...place, what: `${name} never looks whether its peer is alive`, hint }];
      if (dpdAction === 'clear')
        return [{ ...place, what: `${name} gives a dead peer up, and does not try it again`, hint }];
      const timeout = settings.get('dpdtimeout') ?? settings.get('dpd_timeout');
      const isTuned = texts.some(({ text }) => /^[^#\n]*retransmit_(timeout|tries|base)/m.test(text));
      if (daemon !== 'strongswan' || keyExchange !== 'ikev2' || timeout === undefined || isTuned) return [];
      return [
        {
          file: timeout.file,
          line: timeout.line,
          what: `with IKEv2 strongSwan does not look at ${timeout.key}: ${name} finds a peer dead after ${dpdDelaySeconds} s and 165 s of retransmission`,
          hint: 'in strongswan.conf, section charon: retransmit_timeout = 2.0 and retransmit_tries = 3 make it 24 s',
          severity: 'info' as const,
        },
      ];
    }),
};
