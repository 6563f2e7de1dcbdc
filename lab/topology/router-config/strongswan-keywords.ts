import { nearestName } from '../nearest-name.ts';
import type { RouterNote } from '../types.ts';
import { noteOnce } from './conn-values.ts';
import type { ReadConn } from './read-conn.ts';

/** Keywords of a conn for each end, behind `left` and `right` (strongSwan 6, src/starter/keywords.txt). */
const OF_END =
  'subnet protoport sourceip dns firewall hostaccess allowany updown id id2 sigkey rsasigkey cert cert2 certpolicy ' +
  'groups groups2 ca ca2 auth auth2 ikeport sendcert subnetwithin nexthop';

/** Keywords of a conn (the same file), those that strongSwan 4 had and strongSwan 6 passes over without harm among them. */
const OF_CONN =
  'aaa_identity aggressive ah also auth authby auto closeaction compress dpdaction dpddelay dpdtimeout eap eap_identity ' +
  'esp forceencaps fragmentation ike ikedscp ikelifetime inactivity installpolicy keyexchange keyingtries keylife left ' +
  'lifebytes lifepackets lifetime marginbytes marginpackets margintime mark mark_in mark_out me_peerid mediated_by ' +
  'mediation mobike modeconfig pfs pfsgroup ppk_id ppk_required reauth rekey rekeyfuzz rekeymargin replay_window reqid ' +
  'right set_in set_out sha256_96 tfc type xauth xauth_identity';

const CONN_KEYWORDS: ReadonlySet<string> = new Set([
  ...OF_CONN.split(' '),
  ...OF_END.split(' ').flatMap((name) => [`left${name}`, `right${name}`]),
]);

/** Notes the settings of a conn that strongSwan does not know, and passes over with a line in its log. */
export function noteUnknownKeywords({ settings }: ReadConn, notes: RouterNote[]): void {
  for (const setting of settings.values()) {
    if (CONN_KEYWORDS.has(setting.key)) continue;
    const meant = nearestName(setting.key, [...CONN_KEYWORDS]);
    const question = setting.key.startsWith('if_id')
      ? ': an XFRM interface needs a swanctl.conf, whose connections have if_ids'
      : meant === undefined
        ? ''
        : `: did you mean ${meant}?`;
    noteOnce(notes, setting, `strongSwan does not know this keyword and passes it over${question}`);
  }
}
