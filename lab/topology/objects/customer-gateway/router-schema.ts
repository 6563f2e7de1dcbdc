import * as z from 'zod';
import { certificate } from './certificate.ts';
import { BGP_NEIGHBOR_DEFAULTS, DEFAULTS } from '../../defaults.ts';
import { anyCidrBlock, ipv6CidrBlocks } from '../../ipv6-values.ts';
import {
  cidrBlock,
  cidrBlocks,
  DEVICE_NAME,
  integer,
  interfaceAddress,
  ipAddress,
  ipAddresses,
  name,
  named,
  NODE_NAME,
  preSharedKey,
  text,
} from '../../values.ts';

const MAX_UINT32 = 4294967295;

const proposals = (description: string) => {
  const pattern = '^[a-z0-9_]+(-[a-z0-9_]+)*$';
  const hint = 'lower-case strongSwan keywords joined by -, e.g. aes256-sha256-modp2048';
  const proposal = text(
    'A proposal, e.g. aes128-sha1-modp1024.',
    (value) => (new RegExp(pattern).test(value) ? undefined : { what: 'is not a strongSwan proposal', hint }),
    { pattern },
  );
  return z
    .array(proposal)
    .superRefine((list, context) => {
      if (list.length === 0) context.addIssue({ code: 'custom', message: 'is empty', params: { hint } });
    })
    .meta({ description, minItems: 1 })
    .optional();
};

const identity = text("Identity the router presents; the customer gateway's ipAddress by default.", (value) =>
  /^[\w.@:%-]{1,64}$/.test(value)
    ? undefined
    : { what: 'is not an IKE identity', hint: 'an address, a host name or user@host' },
);

const connection = z.strictObject({
  tunnel: z.string().meta({ description: 'Name of the VPN tunnel at the other end.' }),
  mark: integer('VTI key and mark, or XFRM if_id; its own for each connection.', 1, MAX_UINT32),
  keyExchange: z.enum(['ikev1', 'ikev2']).optional().meta({ description: 'IKE version; ikev1 by default.' }),
  leftId: identity.optional(),
  right: ipAddress("Address and identity of the peer; the tunnel's outside address by default.").optional(),
  ikeProposals: proposals('Proposals for the IKE_SA, best first; aes128-sha1-modp1024 by default.'),
  espProposals: proposals('Proposals for the CHILD_SA, best first; aes128-sha1-modp1024 by default.'),
  ikeLifetimeSeconds: integer('Lifetime of the IKE_SA; 28800 by default.', 10, 86400).optional(),
  lifetimeSeconds: integer('Lifetime of the CHILD_SA; 3600 by default.', 10, 86400).optional(),
  marginSeconds: integer(
    'Seconds before expiry at which rekeying begins; 540 by default.',
    0,
    86400,
  ).optional(),
  fuzzPercent: integer('Percentage by which the margin is spread; 100 by default.', 0, 1000).optional(),
  dpdDelaySeconds: integer('Seconds between DPD probes; by the timer profile.', 0, 3600).optional(),
  dpdTimeoutSeconds: integer(
    'Seconds until a silent peer is dead; by the timer profile.',
    1,
    86400,
  ).optional(),
  dpdAction: z
    .enum(['clear', 'none', 'restart'])
    .optional()
    .meta({ description: 'What to do with a dead peer; restart by default.' }),
  auto: z
    .enum(['start', 'route', 'add'])
    .optional()
    .meta({ description: 'Initiate at start (default), on the first packet (route), or wait (add).' }),
  leftSubnet: anyCidrBlock(
    'Traffic selector of the site; 0.0.0.0/0 by default, ::/0 with IPv6 inside.',
  ).optional(),
  rightSubnet: anyCidrBlock(
    'Traffic selector of AWS; 0.0.0.0/0 by default, ::/0 with IPv6 inside.',
  ).optional(),
  preSharedKey: preSharedKey("Pre-shared key as the router has it; the tunnel's by default.").optional(),
  insideLocal: interfaceAddress(
    "Inside address; second host of the tunnel's inside CIDR by default.",
  ).optional(),
  insideRemote: interfaceAddress(
    "Peer's inside address; first host of the inside CIDR by default.",
  ).optional(),
  mtu: integer('MTU of the tunnel interface; 1419 by default.', 576, 1500).optional(),
});

const route = z.strictObject({
  destinationCidrBlock: anyCidrBlock(
    'Destination of the route, of IPv4 or IPv6 as is what the connection carries.',
  ),
  connection: z.string().meta({ description: 'Name of the connection whose interface packets leave by.' }),
  metric: integer('Metric; the lowest wins.', 0, MAX_UINT32),
});

const neighbor = z.strictObject({
  networks: z
    .array(anyCidrBlock('A prefix, of IPv4 or IPv6 as its connection carries.'))
    .optional()
    .meta({ description: 'What the router announces over this tunnel, in place of its networks.' }),
  asPathPrepend: integer(
    `How often it puts its ASN before the AS_PATH of what it announces; ${BGP_NEIGHBOR_DEFAULTS.asPathPrepend} by default. AWS prefers the shortest path.`,
    0,
    10,
  ).optional(),
  med: integer(
    `MULTI_EXIT_DISC of what it announces; ${BGP_NEIGHBOR_DEFAULTS.med} by default. Of equally long paths AWS prefers the lowest.`,
    0,
    MAX_UINT32,
  ).optional(),
  localPreference: integer(
    `LOCAL_PREF of what it learns; ${BGP_NEIGHBOR_DEFAULTS.localPreference} by default. The router prefers the highest.`,
    0,
    MAX_UINT32,
  ).optional(),
});

/** ASN of a customer's. */
export const asn = (description: string) =>
  integer(
    description,
    1,
    MAX_UINT32,
    'an ASN has 16 or 32 bits (AWS S2S VPN user guide, Customer gateway options; RFC 6793)',
    `a private one, e.g. ${DEFAULTS.bgpAsn}: 64512 to 65534, or 4200000000 to 4294967294`,
  );

const bgp = z.strictObject({
  asn: asn("ASN that the router speaks with; the customer gateway's bgpAsn by default.").optional(),
  networks: z.array(anyCidrBlock('A prefix.')).optional().meta({
    description:
      "What the router announces to AWS, over each tunnel that of what it carries, IPv4 or IPv6; the site's CIDR blocks of both by default. One that is a LAN of the router, of its insideCidrBlock, only while the router has a link there.",
  }),
  maximumPaths: integer(
    `How many equally good paths it spreads packets over; ${DEFAULTS.maximumPaths} by default.`,
    1,
    16,
  ).optional(),
  neighbors: named(
    'What is otherwise over a tunnel, by the name of its connection.',
    DEVICE_NAME,
    neighbor,
  ).optional(),
});

const file = (description: string) =>
  z.string().meta({ description: `${description}; path relative to the lab file that names it.` });

const configuration = z.strictObject({
  ipsecConf: file('ipsec.conf of the router'),
  ipsecSecrets: file('ipsec.secrets of the router'),
  commands: file('Shell commands and sysctl.conf lines that set up tunnel interfaces and routes'),
});

/** What the router's own files say, and so the lab file does not. */
const CONFIGURED = ['connections', 'routes', 'routing', 'tunnelInterface', 'clampMss'] as const;

const routerKeys = z.strictObject({
  name: name('Name of the node; <customerGateway>-router by default.', NODE_NAME).optional(),
  outsideCidrBlock: cidrBlock('Subnet towards the Internet gateway.'),
  privateIpAddress: ipAddress(
    "The router's address in the outside subnet. Where it is the customer gateway's ipAddress, no NAT is in front of the router, and the outside subnet is the provider's.",
  ),
  insideCidrBlock: cidrBlocks(
    'Subnet towards the hosts, or a list of several. Without it the router is one-armed: the hosts are in its outside subnet, which routes to the router what is for VPCs and other sites.',
  ).optional(),
  insideIpv6CidrBlock: ipv6CidrBlocks(
    'IPv6 block of the inside subnet, or of each of several; its first host is the router, the default gateway of the hosts.',
  ).optional(),
  insideIpAddress: ipAddresses(
    "The router's address in the inside subnet, or in each of several; the first host of each by default.",
  ).optional(),
  tunnelInterface: z
    .enum(['xfrm', 'vti'])
    .optional()
    .meta({ description: `Tunnel device of the kernel data plane; ${DEFAULTS.tunnelInterface} by default.` }),
  connections: named(
    'IPsec connections by name; also the interface names.',
    DEVICE_NAME,
    connection,
  ).optional(),
  routes: z.array(route).optional().meta({ description: 'Static routes into the tunnels.' }),
  vrrpPriority: integer(
    `VRRP priority, where the site has a virtualIpAddress: of the routers that run, the highest has it. ${DEFAULTS.vrrpPriority} by default, and ${DEFAULTS.vrrpPriorityStep} less for each further router of the site.`,
    1,
    254,
  ).optional(),
  routing: z
    .enum(['static', 'childSa'])
    .optional()
    .meta({
      description: `Routes stay whatever the tunnel does (static), or live and die with the connection's CHILD_SA as with AWS's aws-updown.sh (childSa); ${DEFAULTS.routing} by default.`,
    }),
  certificate,
  clampMss: z
    .boolean()
    .optional()
    .meta({ description: 'Clamp the TCP MSS to the path MTU; true by default.' }),
  bgp: bgp.optional().meta({
    description: 'BGP of the router, towards VPN connections with staticRoutesOnly: false.',
  }),
  files: z
    .string()
    .optional()
    .meta({
      description: `Folder of the router's own files, instead of ${CONFIGURED.join(', ')}; path relative to the lab file that names it.`,
    }),
  configuration: configuration
    .optional()
    .meta({ description: "Three of the router's own files one by one, in place of files." }),
  image: text(
    "A container image that is the router, instead of the lab's own; it may have files, too.",
    (value) =>
      /^[a-z0-9][\w./:@-]*$/.test(value)
        ? undefined
        : { what: 'is not the name of a container image', hint: 'e.g. vyos:current' },
  ).optional(),
});

/** The keys for what is the router owner's own. */
const OWN = ['files', 'configuration', 'image'] as const;

/** Raw form of a site's router. */
export const routerSchema = routerKeys.superRefine((value, context) => {
  const [own] = OWN.filter((key) => value[key] !== undefined);
  if (own === undefined) return;
  const beside = (key: string, rule: string): void => {
    const hint = `leave it out; where a base has it, write ${key}: null over it`;
    const message = `cannot stand beside ${own}`;
    context.addIssue({ code: 'custom', path: [key], message, params: { rule, hint } });
  };
  for (const key of CONFIGURED) if (value[key] !== undefined) beside(key, "the router's own files say it");
  if (own === 'files' && value.configuration !== undefined)
    beside('configuration', 'one folder has all files');
});
