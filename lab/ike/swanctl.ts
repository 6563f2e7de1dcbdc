import { initiates } from './connection.ts';
import type { IkeConnection } from './connection.ts';
import { renderConf, section, setting } from './conf-text.ts';
import type { ConfNode } from './conf-text.ts';

/** Where a node has the certificate of the authority that issues those of both ends. */
export const AUTHORITY_FILE = '/etc/swanctl/x509ca/private-ca.pem';

/** Where a node has its certificate, by its name. */
export const certificateFile = (name: string): string => `/etc/swanctl/x509/${name}.pem`;

/** Stands for the pre-shared key in {@link renderSecret}; the node puts there what its PSK file has. */
const PSK_PLACEHOLDER = '@PSK@';

const IKE_MAJOR = { ikev1: 1, ikev2: 2, any: 0 } as const;

/**
 * Renders the `connections` of a swanctl.conf, with a comment at each setting whose reason is not plain:
 * students read this file inside the node.
 */
export function renderSwanctl(connections: readonly IkeConnection[]): string {
  return renderConf([section('connections', connections.map(connectionSection))]);
}

/** Renders the `secrets` section of one connection; the secret itself is the literal `@PSK@`. */
export function renderSecret(connection: IkeConnection): string {
  const secret = section(secretName(connection.name), [
    setting('id-1', connection.localId),
    setting('id-2', connection.remoteId),
    setting('secret', PSK_PLACEHOLDER),
  ]);
  return renderConf([section('secrets', [secret])]);
}

const FORCED_ENCAPSULATION = {
  accelerated: 'ESP travels in UDP even without a NAT: an accelerated connection knows no other.',
  userspace: 'ESP travels in UDP even without a NAT: user space has no raw ESP.',
} as const;

/** Name of the section that holds the secret of a connection. */
export function secretName(connection: string): string {
  return `ike-${connection}`;
}

export function connectionSection(connection: IkeConnection): ConfNode {
  return section(connection.name, [
    setting(
      'version',
      IKE_MAJOR[connection.ikeVersion],
      connection.ikeVersion === 'any' ? 'Answers IKEv1 and IKEv2.' : undefined,
    ),
    setting('local_addrs', connection.localAddress),
    setting('remote_addrs', connection.remoteAddress),
    setting('proposals', connection.ikeProposals.join(', ')),
    setting(
      'mobike',
      'no',
      'MOBIKE may move the IKE_SA onto the tunnel interface, and always floats to port 4500.',
    ),
    setting(
      'unique',
      'never',
      'Two tunnels between the same two sites must not replace each other; uniqueids=no in the AWS sample.',
    ),
    ...(connection.forceUdpEncapsulation
      ? [
          setting(
            'encap',
            'yes',
            FORCED_ENCAPSULATION[connection.requiresNatTraversal ? 'accelerated' : 'userspace'],
          ),
        ]
      : []),
    ...(initiates(connection)
      ? [setting('keyingtries', 0, 'Tries for ever, as %forever does in ipsec.conf.')]
      : []),
    ...dpdSettings(connection),
    ...rekeySettings(connection),
    section('local', [...localAuth(connection), setting('id', connection.localId)]),
    section('remote', [...remoteAuth(connection), setting('id', connection.remoteId)]),
    section('children', [childSection(connection)]),
  ]);
}

function localAuth({ certificate }: IkeConnection): ConfNode[] {
  if (certificate === undefined) return [setting('auth', 'psk')];
  return [
    setting('auth', 'pubkey'),
    setting('certs', certificateFile(certificate), 'Its key lies in /etc/swanctl/private.'),
  ];
}

function remoteAuth({ certificate }: IkeConnection): ConfNode[] {
  if (certificate === undefined) return [setting('auth', 'psk')];
  return [setting('auth', 'pubkey'), setting('cacerts', AUTHORITY_FILE)];
}

function dpdSettings(connection: IkeConnection): ConfNode[] {
  if (connection.dpdAction === 'none') {
    return [setting('dpd_delay', '0s', "DPD action 'none': a dead peer is never looked for.")];
  }
  return [
    setting('dpd_delay', `${connection.dpdDelaySeconds}s`),
    ...(connection.ikeVersion === 'ikev2'
      ? []
      : [
          setting(
            'dpd_timeout',
            `${connection.dpdTimeoutSeconds}s`,
            'Counts for IKEv1 only; IKEv2 gives up after its retransmissions (strongswan.conf).',
          ),
        ]),
  ];
}

/** A lifetime ends all the same where the other end does not rekey. */
const REKEYED_BY_CUSTOMER = 'The customer rekeys an accelerated connection, not AWS.';

function rekeySettings(connection: IkeConnection): ConfNode[] {
  const { ikeLifetimeSeconds, rekeyMarginSeconds } = connection;
  if (!connection.rekeys) return [setting('rekey_time', '0s', REKEYED_BY_CUSTOMER)];
  return [
    setting(
      'rekey_time',
      `${ikeLifetimeSeconds - rekeyMarginSeconds}s`,
      `Lifetime ${ikeLifetimeSeconds} s less the margin of ${rekeyMarginSeconds} s, less up to rand_time.` +
        (connection.ikeVersion === 'ikev2' ? '' : ' IKEv1 cannot rekey: it reauthenticates at this time.'),
    ),
    setting('over_time', `${rekeyMarginSeconds}s`),
    setting('rand_time', `${randomSeconds(connection)}s`),
  ];
}

/** The fuzz: a percentage of the margin, taken off at random so that both ends do not rekey at once. */
function randomSeconds(connection: IkeConnection): number {
  return Math.round((connection.rekeyMarginSeconds * connection.rekeyFuzzPercent) / 100);
}

function childSection(connection: IkeConnection): ConfNode {
  const { childLifetimeSeconds, rekeyMarginSeconds, dpdAction } = connection;
  return section(connection.name, [
    setting('local_ts', connection.localTrafficSelector),
    setting('remote_ts', connection.remoteTrafficSelector),
    setting(
      'esp_proposals',
      connection.espProposals.join(', '),
      connection.ikeVersion === 'ikev1'
        ? undefined
        : 'The first CHILD_SA of IKEv2 takes its keys from the IKE_SA: a wrong DH group shows at the first rekey.',
    ),
    setting('life_time', `${childLifetimeSeconds}s`),
    ...(connection.rekeys
      ? [
          setting(
            'rekey_time',
            `${childLifetimeSeconds - rekeyMarginSeconds}s`,
            `Lifetime less the margin of ${rekeyMarginSeconds} s, less up to rand_time.`,
          ),
          setting('rand_time', `${randomSeconds(connection)}s`),
        ]
      : [setting('rekey_time', '0s', REKEYED_BY_CUSTOMER)]),
    setting('replay_window', connection.replayWindow, 'Packets; the AWS default is 1024, strongSwan has 32.'),
    setting(
      'copy_df',
      'no',
      'AWS wants the DF bit cleared on the outer packet; strongSwan copies it by default.',
    ),
    ...(dpdAction === 'none' ? [] : [setting('dpd_action', dpdAction)]),
    setting('start_action', connection.startAction),
    setting(
      'close_action',
      'none',
      "'start' is no guarantee, and two ends that both do it pile up SAs; so a CHILD_SA that the peer closes stays closed.",
    ),
    ...interfaceSettings(connection),
    ...(connection.updown === null ? [] : [setting('updown', connection.updown)]),
  ]);
}

function interfaceSettings({ ifId, mark }: IkeConnection): ConfNode[] {
  return [
    ...(ifId === null
      ? []
      : [
          setting('if_id_in', ifId, 'Only what the XFRM interface of this number carries is encrypted.'),
          setting('if_id_out', ifId),
        ]),
    ...(mark === null
      ? []
      : [
          setting('mark_in', mark, 'The key of the VTI: both must be the same number.'),
          setting('mark_out', mark),
        ]),
  ];
}
