import { renderSwanctl } from '../ike/swanctl.ts';
import { routerConnection } from '../ike/router-connection.ts';
import { renderFrrConf } from '../bgp/frr-conf.ts';
import { routerFrr } from '../plan/nodes/bgp.ts';
import { withoutPrefix } from '../topology/cidr.ts';
import { bgpTunnels, networksOf } from '../topology/graph/bgp.ts';
import { TIMERS } from '../topology/timers.ts';
import type { CustomerGateway, IpVersion, Lab, Router, RouterConnection } from '../topology/types.ts';
import { renderIpsecConf } from './ipsec-conf.ts';
import type { IpsecConfForm } from './ipsec-conf.ts';

/** The ipsec.conf of each router of a lab. */
export function renderIpsecConfs(lab: Lab, form: IpsecConfForm): string {
  return forEachRouter(withOwnNames(lab), (gateway) => renderIpsecConf(gateway, form));
}

/** The swanctl.conf of each router, with its XFRM interfaces' ids; its secrets are its owner's to write. */
export function renderSwanctlConfs(lab: Lab): string {
  return forEachRouter(withOwnNames(lab), ({ router }) => {
    const connections = router.connections.map((connection) => ({
      ...routerConnection(connection, {
        localAddress: '%any',
        updown: null,
        ...(router.certificate === undefined ? {} : { certificate: router.name }),
      }),
      forceUdpEncapsulation: false,
      ifId: router.tunnelInterface === 'xfrm' ? connection.mark : null,
      mark: router.tunnelInterface === 'vti' ? connection.mark : null,
    }));
    if (router.certificate !== undefined) return renderSwanctl(connections);
    const secrets = connections.map(
      ({ name, localId, remoteId }) =>
        `#   ike-${name} { id-1 = ${localId}; id-2 = ${remoteId}; secret = "the key of this tunnel" }\n`,
    );
    return `${renderSwanctl(connections)}# secrets {\n${secrets.join('')}# }\n`;
  });
}

/** The frr.conf of each router that speaks BGP. */
export function renderFrrConfs(lab: Lab): string {
  return forEachRouter(lab, (gateway) =>
    routerFrr(lab, gateway)
      .map(({ configuration }) => renderFrrConf(configuration))
      .join(''),
  );
}

/** The bird.conf of each router that speaks BGP over its tunnels, for BIRD 2. */
export function renderBirdConfs(lab: Lab): string {
  return forEachRouter(lab, ({ router }) => {
    const sessions = bgpTunnels(lab).filter(
      ({ customerGateway }) => customerGateway.router.name === router.name,
    );
    if (sessions.length === 0) return '';
    const versions = [...new Set(sessions.map(({ ipVersion }) => ipVersion))];
    const { holdSeconds, keepaliveSeconds } = TIMERS[lab.timers].bgp;
    const neighbors = sessions.map((ends) => {
      const { tunnel, gateway } = ends;
      const connection = router.connections.find((each) => each.tunnel === tunnel.name);
      if (connection === undefined) return '';
      const { ipVersion } = ends;
      const [local, remote] = [connection.insideLocal, connection.insideRemote].map(withoutPrefix);
      return `protocol bgp ${connection.name} {
  local ${local} as ${router.bgp.asn};
  neighbor ${remote} as ${gateway.amazonSideAsn};
  hold time ${holdSeconds};
  keepalive time ${keepaliveSeconds};
  ${ipVersion} { import all; export where source = RTS_STATIC; };
}
`;
    });
    return `router id ${router.privateIpAddress};
protocol device {}
${versions.map((version) => birdSite(router, version)).join('')}${neighbors.join('')}`;
  });
}

/** What the router announces of one IP version, and that what it learns goes into its kernel. */
function birdSite({ bgp }: Router, version: IpVersion): string {
  const routes = networksOf(bgp, version).map((network) => `  route ${network} unreachable;\n`);
  return `protocol kernel { ${version} { export where source = RTS_BGP; }; }
protocol static ${version === 'ipv6' ? 'site6' : 'site'} {
  ${version};
${routes.join('')}}
`;
}

/** One text for each router; a comment begins each where there are several. */
function forEachRouter(lab: Lab, render: (gateway: CustomerGateway) => string): string {
  const texts = lab.customerGateways.map((gateway) => ({
    name: gateway.router.name,
    text: render(asOnAws(lab, gateway)),
  }));
  const written = texts.filter(({ text }) => text !== '');
  if (written.length === 1) return written[0]!.text;
  return written.map(({ name, text }) => `# Router ${name}\n${text}`).join('\n');
}

/** A lab whose routers, where there are several, have no two connections of one name: they stand in one text. */
function withOwnNames(lab: Lab): Lab {
  if (lab.customerGateways.length < 2) return lab;
  const customerGateways = lab.customerGateways.map((gateway) => {
    const connections = gateway.router.connections.map((connection) => ({
      ...connection,
      name: `${gateway.name}-${connection.name}`,
    }));
    return { ...gateway, router: { ...gateway.router, connections } };
  });
  return { ...lab, customerGateways };
}

/** A router with the DPD timers of AWS's samples in place of those that the lab's compressed profile has. */
function asOnAws(lab: Lab, gateway: CustomerGateway): CustomerGateway {
  const { dpdDelaySeconds, dpdTimeoutSeconds } = TIMERS[lab.timers].router;
  const isOfProfile = (connection: RouterConnection): boolean =>
    connection.dpdDelaySeconds === dpdDelaySeconds && connection.dpdTimeoutSeconds === dpdTimeoutSeconds;
  const connections = gateway.router.connections.map((connection) =>
    isOfProfile(connection) ? { ...connection, ...TIMERS.aws.router } : connection,
  );
  return { ...gateway, router: { ...gateway.router, connections } };
}
