import type { OwnRouter, RouterNote } from '../types.ts';
import { noteOnce } from './conn-values.ts';
import type { ReadConn, Setting } from './read-conn.ts';

/** What the lab's libreswan (5.2, as Debian builds it) does not do as a conn asks it to. */
export interface LibreswanRefusal {
  readonly setting: Setting;
  /** Whether the conn is not loaded for it; otherwise the setting is passed over. */
  readonly isFatal: boolean;
  /** One sentence without a full stop. */
  readonly why: string;
  /** What to write. */
  readonly hint: string;
}

/** Groups that `ipsec status` does not list, by their names and numbers: DH2 and DH22 are built in by USE_DH2 and USE_DH22 only. */
const MISSING_GROUP = /\b(modp1024|dh2|modp1024s160|dh22|modp2048s224|dh23|modp2048s256|dh24)\b/i;

/** Keywords of Openswan and of libreswan 3 that libreswan 5 knows no longer, each with what it says of them. */
const OBSOLETE: Readonly<Record<string, string>> = {
  auth: 'auth= is no keyword of libreswan, which passes it over: ESP is what it does',
  dpdaction: 'libreswan 5 passes dpdaction over: a connection with auto=start is kept up, whatever it says',
};

/** What libreswan has against a conn: settings that AWS's Openswan configuration has, and its successor does not take. */
export function libreswanRefusals(
  { settings, keyExchange }: ReadConn,
  setup: ReadonlyMap<string, Setting>,
): LibreswanRefusal[] {
  const found: LibreswanRefusal[] = ['ike', 'phase2alg', 'esp'].flatMap((key) => {
    const setting = settings.get(key);
    const [group] = MISSING_GROUP.exec(setting?.value ?? '') ?? [];
    if (setting === undefined || group === undefined) return [];
    const why = `the lab's libreswan 5.2 is built without ${group} and does not load the conn (Red Hat's packages have modp1024)`;
    const hint = `write ${key}=${setting.value.replace(MISSING_GROUP, 'modp2048')}`;
    return [{ setting, isFatal: true, why, hint }];
  });
  const exchange = settings.get('ikev2') ?? settings.get('keyexchange');
  if (keyExchange === 'ikev1' && exchange !== undefined && setup.get('ikev1-policy')?.value !== 'accept') {
    const why =
      'libreswan 5 does IKEv1 only with ikev1-policy=accept in config setup, and does not load the conn';
    const hint = 'write ikev1-policy=accept into config setup, or leave IKEv1 out: AWS takes IKEv2';
    found.push({ setting: exchange, isFatal: true, why, hint });
  }
  for (const [key, why] of Object.entries(OBSOLETE)) {
    const setting = settings.get(key);
    if (setting !== undefined) found.push({ setting, isFatal: false, why, hint: 'leave it out' });
  }
  const timeout = settings.get('dpdtimeout');
  if (keyExchange === 'ikev2' && timeout !== undefined) {
    const why =
      'with IKEv2 libreswan does not look at dpdtimeout: it gives a silent peer up after its retransmissions';
    found.push({ setting: timeout, isFatal: false, why, hint: 'write retransmit-timeout=30s' });
  }
  return found;
}

/** Notes what libreswan does not do as a conn asks it to; nothing of strongSwan's. */
export function noteRefusals(
  daemon: OwnRouter['daemon'],
  conn: ReadConn,
  setup: ReadonlyMap<string, Setting>,
  notes: RouterNote[],
): void {
  if (daemon !== 'libreswan') return;
  for (const { setting, why, hint } of libreswanRefusals(conn, setup))
    noteOnce(notes, setting, `${why}: ${hint}`);
}
