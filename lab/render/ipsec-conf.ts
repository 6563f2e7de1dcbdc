import { isIpv6 } from '../topology/cidr.ts';
import type { CustomerGateway, RouterConnection } from '../topology/types.ts';

/**
 * Forms of an ipsec.conf: strongSwan's with VTIs that commands set up, or that AWS's aws-updown.sh does, and libreswan's
 * with interfaces that it sets up itself.
 */
export type IpsecConfForm = 'strongswan' | 'strongswan-updown' | 'libreswan';

/** The ipsec.conf of a router as AWS's download has it, with its comments on what else there is to do. Keys are left out. */
export function renderIpsecConf(gateway: CustomerGateway, form: IpsecConfForm): string {
  const { ipAddress, router } = gateway;
  const blocks = [...new Set(router.routes.map(({ destinationCidrBlock }) => destinationCidrBlock))];
  const conns = router.connections.map((connection, index) => {
    // A tunnel carries IPv4 or IPv6, and so do routes into it.
    const own = blocks.filter((block) => isIpv6(block) === isIpv6(connection.insideLocal));
    const { settings, comments } = parts(connection, form, own, index);
    const secret =
      router.certificate === undefined
        ? `${connection.leftId} ${connection.right} : PSK "the key of this tunnel"`
        : `: ${keyKind(gateway)} ${router.name}.pem`;
    const keys = `# /etc/ipsec.secrets: ${secret}\n`;
    const lines = Object.entries({ ...settings, ...certificateSettings(gateway, form) }).map(
      ([key, value]) => `\t${key}=${value}\n`,
    );
    return `\n${keys}${comments.map((each) => `# ${each}\n`).join('')}conn ${connection.name}\n${lines.join('')}`;
  });
  // libreswan 5 drops IKEv1 unless it is told to accept it.
  const hasIkev1 = router.connections.some(({ keyExchange }) => keyExchange === 'ikev1');
  const libreswan = `config setup\n${hasIkev1 ? '\tikev1-policy=accept\n' : ''}`;
  const setup = form === 'libreswan' ? libreswan : 'config setup\n\tuniqueids=no\n';
  return `# Router ${router.name}, which AWS knows as ${ipAddress}\n${forAll(form)}${setup}${conns.join('')}`;
}

/** What the router needs once, as AWS's download has it: charon has no routes of its own where tunnels have devices. */
const forAll = (form: IpsecConfForm): string =>
  form === 'libreswan'
    ? '# sysctl -w net.ipv4.ip_forward=1\n'
    : `# sysctl -w net.ipv4.ip_forward=1
# sed -i 's/# install_routes = yes/install_routes = no/' /etc/strongswan.d/charon.conf
`;

const keyKind = ({ certificateKeyAlgorithm }: CustomerGateway): 'RSA' | 'ECDSA' =>
  certificateKeyAlgorithm.startsWith('RSA') ? 'RSA' : 'ECDSA';

/** What takes the place of a pre-shared key; libreswan knows a certificate by its name in its database. */
function certificateSettings(gateway: CustomerGateway, form: IpsecConfForm): Record<string, string> {
  const { name, certificate } = gateway.router;
  if (certificate === undefined) return {};
  return form === 'libreswan'
    ? { authby: keyKind(gateway) === 'RSA' ? 'rsasig' : 'ecdsa', leftcert: name, rightca: '%same' }
    : { leftauth: 'pubkey', rightauth: 'pubkey', leftcert: `${name}.pem` };
}

interface ConnParts {
  readonly settings: Readonly<Record<string, string | number>>;
  readonly comments: readonly string[];
}

function parts(
  connection: RouterConnection,
  form: IpsecConfForm,
  blocks: readonly string[],
  index: number,
): ConnParts {
  const { mark, insideLocal, insideRemote, mtu, right } = connection;
  const name = connection.interface ?? connection.name;
  if (form === 'libreswan') {
    const device = `ipsec${index + 1}`;
    const routes = blocks.map((block) => `ip route add ${block} dev ${device} metric ${mark}`);
    const comments = [`ip addr add ${insideLocal} dev ${device}`, ...routes];
    return { settings: libreswanSettings(connection, index + 1), comments };
  }
  const settings = { ...strongswanSettings(connection), mark };
  if (form === 'strongswan-updown') {
    const to = blocks.length === 0 ? '' : ` -r ${blocks.join(',')}`;
    const script = `/etc/ipsec.d/aws-updown.sh -ln ${name} -ll ${insideLocal} -lr ${insideRemote} -m ${mark}${to}`;
    return { settings: { ...settings, leftupdown: `"${script}"` }, comments: [] };
  }
  const comments = [
    `ip link add ${name} type vti local PRIVATE-ADDRESS remote ${right} key ${mark}`,
    `ip addr add ${insideLocal} remote ${insideRemote} dev ${name}`,
    `ip link set ${name} up mtu ${mtu}`,
    `sysctl -w net.ipv4.conf.${name}.disable_policy=1 net.ipv4.conf.${name}.rp_filter=2`,
    ...blocks.map((block) => `ip route add ${block} dev ${name} metric ${mark}`),
  ];
  return { settings, comments };
}

/** Both daemons take a margin and a spread before the end of a lifetime. */
function common(connection: RouterConnection): Record<string, string | number> {
  const { leftId, right, leftSubnets, rightSubnets, auto, dpdDelaySeconds, dpdTimeoutSeconds } = connection;
  return {
    auto: auto === 'route' ? 'route' : auto,
    left: '%defaultroute',
    leftid: leftId,
    right,
    type: 'tunnel',
    leftsubnet: leftSubnets.join(','),
    rightsubnet: rightSubnets.join(','),
    ikelifetime: `${connection.ikeLifetimeSeconds}s`,
    rekeymargin: `${connection.marginSeconds}s`,
    rekeyfuzz: `${connection.fuzzPercent}%`,
    ...(connection.dpdAction !== 'none' && {
      dpddelay: `${dpdDelaySeconds}s`,
      dpdtimeout: `${dpdTimeoutSeconds}s`,
    }),
  };
}

function strongswanSettings(connection: RouterConnection): Record<string, string | number> {
  return {
    ...common(connection),
    leftauth: 'psk',
    rightauth: 'psk',
    keyexchange: connection.keyExchange,
    ike: `${connection.ikeProposals.join(',')}!`,
    esp: `${connection.espProposals.join(',')}!`,
    lifetime: `${connection.lifetimeSeconds}s`,
    keyingtries: '%forever',
    dpdaction: connection.dpdAction,
  };
}

/**
 * libreswan writes the DH group of a proposal behind a semicolon, and has it for phase 2 by its `pfs`. What DPD does with a dead peer
 * is no setting of libreswan 5: `dpdaction` is obsolete there, and `auto` tells.
 */
function libreswanSettings(connection: RouterConnection, number: number): Record<string, string | number> {
  const { type: _1, auto, ...settings } = common(connection);
  return {
    authby: 'secret',
    auto: auto === 'route' ? 'ondemand' : (auto ?? 'start'),
    ...settings,
    ikev2: connection.keyExchange === 'ikev1' ? 'no' : 'yes',
    ike: connection.ikeProposals.map(libreswanProposal).join(','),
    phase2alg: connection.espProposals.map(libreswanProposal).join(','),
    salifetime: `${connection.lifetimeSeconds}s`,
    keyingtries: '%forever',
    'ipsec-interface': number,
  };
}

/** `aes128-sha1-modp1024` is `aes128-sha1;modp1024`, `aes256gcm16-prfsha256-ecp256` is `aes_gcm256-sha2_256;dh19`. */
function libreswanProposal(proposal: string): string {
  const words = proposal.split('-').map((word) =>
    word
      .replace(/^aes(128|256)gcm16$/, 'aes_gcm$1')
      .replace(/^(?:prf)?sha(256|384|512)$/, 'sha2_$1')
      .replace(/^prfsha1$/, 'sha1')
      .replace(/^ecp256$/, 'dh19')
      .replace(/^ecp384$/, 'dh20')
      .replace(/^ecp521$/, 'dh21')
      .replace(/^modp1024s160$/, 'dh22')
      .replace(/^modp2048s224$/, 'dh23')
      .replace(/^modp2048s256$/, 'dh24'),
  );
  const group = words.findIndex((word) => /^(modp|dh)/.test(word));
  if (group === -1) return words.join('-');
  return `${words.slice(0, group).join('-')};${words[group]}`;
}
