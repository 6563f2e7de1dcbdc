import * as z from 'zod';
import {
  ENCRYPTION_ALGORITHMS,
  IKE_VERSIONS,
  INTEGRITY_ALGORITHMS,
  PHASE1_DH_GROUP_NUMBERS,
  PHASE2_DH_GROUP_NUMBERS,
  TUNNEL_OPTION_DEFAULTS,
  TUNNEL_OPTION_RANGES,
} from './tunnel-options.ts';
import { logOptions } from './log-options.ts';
import { routingKeys } from './routing.ts';
import type { TunnelOptions } from '../../types.ts';
import { IPV6_GUIDE } from '../../ipv6.ts';
import { ipv6CidrBlock } from '../../ipv6-values.ts';
import { cidrBlock, integer, ipAddress, named, NODE_NAME, preSharedKey } from '../../values.ts';

const SOURCE = 'AWS S2S VPN user guide, Tunnel options';

/** Non-empty list of what AWS allows. */
function choices<Choice extends string | number>(description: string, allowed: readonly Choice[]) {
  return z
    .array(z.literal(allowed))
    .superRefine((list, context) => {
      if (list.length > 0) return;
      context.addIssue({ code: 'custom', message: 'is empty', params: { rule: `one or more (${SOURCE})` } });
    })
    .meta({ description: `${description}; all by default.`, minItems: 1, $comment: SOURCE })
    .optional();
}

function ranged(option: keyof typeof TUNNEL_OPTION_RANGES, description: string) {
  const [min, max] = TUNNEL_OPTION_RANGES[option];
  return integer(`${description}; ${TUNNEL_OPTION_DEFAULTS[option]} by default.`, min, max, SOURCE)
    .meta({ $comment: SOURCE })
    .optional();
}

const options = {
  ikeVersions: choices('IKE versions the AWS end speaks', IKE_VERSIONS),
  phase1EncryptionAlgorithms: choices('Encryption of the IKE_SA', ENCRYPTION_ALGORITHMS),
  phase2EncryptionAlgorithms: choices('Encryption of the CHILD_SA', ENCRYPTION_ALGORITHMS),
  phase1IntegrityAlgorithms: choices('Integrity of the IKE_SA', INTEGRITY_ALGORITHMS),
  phase2IntegrityAlgorithms: choices('Integrity of the CHILD_SA', INTEGRITY_ALGORITHMS),
  phase1DHGroupNumbers: choices('Diffie-Hellman groups of the IKE_SA', PHASE1_DH_GROUP_NUMBERS),
  phase2DHGroupNumbers: choices('Diffie-Hellman groups (PFS) of the CHILD_SA', PHASE2_DH_GROUP_NUMBERS),
  phase1LifetimeSeconds: ranged('phase1LifetimeSeconds', 'Lifetime of the IKE_SA in seconds'),
  phase2LifetimeSeconds: ranged(
    'phase2LifetimeSeconds',
    'Lifetime of the CHILD_SA in seconds, below that of phase 1',
  ),
  rekeyMarginTimeSeconds: ranged(
    'rekeyMarginTimeSeconds',
    'Seconds before expiry within which AWS rekeys, at most half the phase 2 lifetime',
  ),
  rekeyFuzzPercentage: ranged('rekeyFuzzPercentage', 'Percentage by which the rekey margin is spread'),
  replayWindowSize: ranged('replayWindowSize', 'Packets of the anti-replay window'),
  dpdDelaySeconds: integer(
    'Seconds between DPD probes; by the timer profile. On AWS it cannot be set.',
    1,
    3600,
  ).optional(),
  dpdTimeoutSeconds: integer(
    'Seconds without an answer until the peer counts as dead; by the timer profile. AWS takes 30 or more.',
    1,
    86400,
  ).optional(),
  dpdTimeoutAction: z
    .enum(['clear', 'none', 'restart'])
    .optional()
    .meta({ description: 'What the AWS end does with a dead peer; clear by default.', $comment: SOURCE }),
  startupAction: z.enum(['add', 'start']).optional().meta({
    description: 'Whether the AWS end waits (add, the default) or initiates IKE (start, IKEv2 only).',
    $comment: 'AWS S2S VPN user guide, Initiation options',
  }),
  logOptions,
} satisfies Record<keyof TunnelOptions, z.ZodType>;

const tunnelOptions = z.strictObject({
  ...options,
  preSharedKey: preSharedKey('Pre-shared key, as beside the options.').optional(),
});

const tunnel = z
  .strictObject({
    outsideIpAddress: ipAddress('Public address of the tunnel endpoint.'),
    tunnelInsideCidr: cidrBlock(
      'A /30 of 169.254.0.0/16: AWS has the first host address, the customer the second. Of a connection with IPv6 inside AWS gives one, too; nothing in the lab uses it.',
    )
      .meta({ $comment: SOURCE })
      .optional(),
    tunnelInsideIpv6Cidr: ipv6CidrBlock(
      'A /126 of fd00::/8, of a connection with IPv6 inside: AWS has the first host address, the customer the second.',
    )
      .meta({ $comment: SOURCE })
      .optional(),
    preSharedKey: preSharedKey('Pre-shared key; generated when the lab comes up by default.').optional(),
    options: tunnelOptions.optional().meta({ description: 'Tunnel options of the EC2 API.' }),
  })
  .superRefine((value, context) => {
    if (value.preSharedKey === undefined || value.options?.preSharedKey === undefined) return;
    const message = 'stands beside the options too';
    context.addIssue({
      code: 'custom',
      path: ['options', 'preSharedKey'],
      message,
      params: { hint: 'leave one of the two out' },
    });
  });

/** One of the values that AWS takes and this lab does not carry packets for, with what is to be said of it. */
const onlyInAws = (text: string, rule: string, hint: string) => (value: string, context: z.RefinementCtx) => {
  if (value !== text) return;
  context.addIssue({
    code: 'custom',
    message: 'is something that this lab does not do',
    params: { rule, hint },
  });
};

const addressing = {
  tunnelInsideIpVersion: z
    .enum(['ipv4', 'ipv6'])
    .meta({
      description:
        'IP version of what is inside the tunnels, ipv4 by default; ipv6 at a Transit Gateway only. A site that wants both has two connections.',
      $comment: IPV6_GUIDE,
    })
    .optional(),
  outsideIpAddressType: z
    .enum(['PublicIpv4', 'PrivateIpv4', 'Ipv6'])
    .superRefine(
      onlyInAws(
        'Ipv6',
        `outside IPv6 addresses are those of a connection at a Transit Gateway (${IPV6_GUIDE})`,
        'leave it out: outside addresses of the lab are IPv4',
      ),
    )
    .superRefine(
      onlyInAws(
        'PrivateIpv4',
        'private outside addresses are reached by Direct Connect (AWS S2S VPN user guide, Private IP AWS Site-to-Site VPN with AWS Direct Connect)',
        'leave it out: outside addresses of the lab are public',
      ),
    )
    .meta({
      description: 'Kind of outside addresses; of the three the lab has PublicIpv4.',
      $comment: IPV6_GUIDE,
    })
    .optional(),
};

/** AWS chooses a block at random where the customer gives none (AWS S2S VPN user guide, Tunnel options). */
const INSIDE_CIDR_RULE =
  'it has no default: AWS chooses one at random, and a lab, whose routers may have files with it, is the same each time';

const vpnConnectionKeys = z.strictObject({
  customerGateway: z.string().meta({ description: 'Name of the customer gateway at the other end.' }),
  gateway: z.string().optional().meta({
    description: 'Name of the gateway it ends at; by default the one that attaches it, or the only one.',
  }),
  ...routingKeys,
  ...addressing,
  enableAcceleration: z.boolean().optional().meta({
    description:
      'Whether it is an accelerated connection: at a Transit Gateway only, ESP always in UDP, negotiated and rekeyed by the customer; false by default.',
    $comment: 'AWS S2S VPN user guide, Accelerated Site-to-Site VPN connections',
  }),
  routes: z
    .array(
      z.strictObject({
        destinationCidrBlock: cidrBlock(
          'Prefix of the customer side, which the gateway sends into this connection.',
        ),
      }),
    )
    .optional()
    .meta({
      description: 'Static routes of a connection that ends at a virtual private gateway.',
      $comment: 'AWS S2S VPN user guide, Edit static routes for a VPN connection',
    }),
  localIpv4NetworkCidr: cidrBlock('Traffic selector of the customer side; 0.0.0.0/0 by default.')
    .meta({ $comment: SOURCE })
    .optional(),
  remoteIpv4NetworkCidr: cidrBlock('Traffic selector of the AWS side; 0.0.0.0/0 by default.')
    .meta({ $comment: SOURCE })
    .optional(),
  localIpv6NetworkCidr: ipv6CidrBlock(
    'Traffic selector of the customer side with IPv6 inside; ::/0 by default.',
  )
    .meta({ $comment: SOURCE })
    .optional(),
  remoteIpv6NetworkCidr: ipv6CidrBlock('Traffic selector of the AWS side with IPv6 inside; ::/0 by default.')
    .meta({ $comment: SOURCE })
    .optional(),
  tunnels: named('The two tunnels by name; each endpoint is a node.', NODE_NAME, tunnel).meta({
    $comment: 'AWS S2S VPN user guide, How AWS Site-to-Site VPN works',
    minProperties: 2,
    maxProperties: 2,
  }),
});

/** Raw form of a VPN connection: of its keys those that go with its IP version inside. */
export const vpnConnectionSchema = vpnConnectionKeys.superRefine((vpn, context) => {
  const isIpv6 = vpn.tunnelInsideIpVersion === 'ipv6';
  const [own, other] = isIpv6 ? (['ipv6', 'Ipv4'] as const) : (['ipv4', 'Ipv6'] as const);
  const rule = `a connection carries IPv4 or IPv6 inside its tunnels (${IPV6_GUIDE})`;
  const reject = (path: string[], hint: string): void => {
    const message = `stands at a connection with ${own} inside`;
    context.addIssue({
      code: 'custom',
      path,
      message,
      params: { rule, hint, value: undefined, atKey: true },
    });
  };
  for (const side of ['local', 'remote'] as const) {
    if (vpn[`${side}${other}NetworkCidr`] !== undefined)
      reject([`${side}${other}NetworkCidr`], `write ${side}${isIpv6 ? 'Ipv6' : 'Ipv4'}NetworkCidr`);
  }
  for (const [name, tunnel] of Object.entries(vpn.tunnels)) {
    const path = ['tunnels', name];
    if (!isIpv6 && tunnel.tunnelInsideIpv6Cidr !== undefined)
      reject(
        [...path, 'tunnelInsideIpv6Cidr'],
        'write tunnelInsideIpVersion: ipv6 at the connection, or leave it out',
      );
    const key = isIpv6 ? 'tunnelInsideIpv6Cidr' : 'tunnelInsideCidr';
    if (tunnel[key] !== undefined) continue;
    const hint = isIpv6
      ? 'A /126 of fd00::/8, e.g. fd00:10::/126'
      : 'A /30 of 169.254.0.0/16, e.g. 169.254.10.0/30';
    context.addIssue({
      code: 'custom',
      path: [...path, key],
      message: 'is missing',
      params: { rule: INSIDE_CIDR_RULE, hint, value: undefined },
    });
  }
});
