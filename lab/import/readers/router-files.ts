import type { Problem } from '../../errors.ts';
import { given } from '../../given.ts';
import type { NamedFile } from '../../topology/named-file.ts';
import { readBirdBgp } from '../../topology/router-config/bird-bgp.ts';
import { readFrrBgp } from '../../topology/router-config/frr-bgp.ts';
import { objectsOfDownload } from '../download.ts';
import type { FoundObjects } from '../objects.ts';
import type { ImportReader } from '../reader.ts';
import { isRouterText, routerTexts } from '../router/texts.ts';
import { readRouterTunnels } from '../router/tunnels.ts';
import type { RouterTunnel } from '../router/tunnels.ts';
import { unnamed } from '../unnamed.ts';

/**
 * The console's downloads for strongSwan, libreswan and Openswan, and the files of a router themselves: ipsec.conf and
 * ipsec.secrets, swanctl.conf, frr.conf, scripts with `ip` commands. What belongs together may lie in several files.
 */
export const routerFilesReader: ImportReader = {
  kind: 'configuration of a strongSwan or libreswan router',
  takes: isRouterText,
  read: (files) => {
    const notes: Problem[] = [];
    const texts = files.flatMap(routerTexts);
    const tunnels = readRouterTunnels(texts, notes);
    const bgp = readFrrBgp(texts) ?? readBirdBgp(texts);
    const objects = groupsOf(files, tunnels).map(({ ids, group }): FoundObjects => {
      const first = group[0]!;
      const address =
        group.find(({ customerAddress }) => customerAddress !== null)?.customerAddress ?? undefined;
      return objectsOfDownload({
        file: first.file,
        VpnConnectionId: ids.vpn ?? unnamed('vpn', first.option.OutsideIpAddress),
        CustomerGatewayId: ids.customerGateway ?? unnamed('site', address ?? first.option.OutsideIpAddress),
        ...given({
          VpnGatewayId: ids.vpnGateway,
          IpAddress: address,
          BgpAsn: bgp === null ? undefined : String(bgp.asn.value),
          AmazonSideAsn: bgp?.remoteAsn?.value,
        }),
        Options: {
          ...(bgp !== null && { StaticRoutesOnly: false }),
          TunnelOptions: group.map(({ option }) => option),
        },
        Tunnels: group.map(({ device }) => device),
        lines: new Map([
          ['', first.line],
          ...group.map(({ line }, index) => [`Options.TunnelOptions[${index}]`, line] as const),
        ]),
      });
    });
    if (objects.length > 0) {
      const what =
        'its connections are taken over by a router of the lab; to run the files as they are: s2s up LAB.yaml --router DIR';
      notes.push({ file: tunnels[0]!.file, what });
    }
    return { objects, notes, problems: [] };
  },
};

/** The ids at the head of a download of AWS; a router's own files have none. */
interface Ids {
  readonly vpn: string | undefined;
  readonly vpnGateway: string | undefined;
  readonly customerGateway: string | undefined;
}

function idsOf(text: string): Ids {
  const id = (of: string, kind: string): string | undefined =>
    new RegExp(`Your ${of} ID\\s*:\\s*(${kind}-\\w+)`, 'i').exec(text)?.[1];
  return {
    vpn: id('VPN Connection', 'vpn'),
    vpnGateway: id('Virtual Private Gateway', 'vgw'),
    customerGateway: id('Customer Gateway', 'cgw'),
  };
}

/** The tunnels of each VPN connection: those of a download that names it; of others, two and two in their order. */
function groupsOf(
  files: readonly NamedFile[],
  tunnels: readonly RouterTunnel[],
): { readonly ids: Ids; readonly group: readonly RouterTunnel[] }[] {
  return files.flatMap(({ file, text }) => {
    const ids = idsOf(text);
    const own = tunnels.filter((tunnel) => tunnel.file === file);
    const size = ids.vpn === undefined ? 2 : own.length;
    return own.flatMap((_, index) =>
      index % size === 0 ? [{ ids, group: own.slice(index, index + size) }] : [],
    );
  });
}
