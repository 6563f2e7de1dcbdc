import type { Problem } from '../../errors.ts';
import { LabFileError } from '../../errors.ts';
import { given } from '../../given.ts';
import { proposalsAgree } from '../../aws/proposal-match.ts';
import { espProposals, ikeProposals } from '../../aws/proposals.ts';
import { ROUTER_CONNECTION_DEFAULTS } from '../../topology/defaults.ts';
import { TUNNEL_OPTION_DEFAULTS } from '../../topology/objects/vpn-connection/tunnel-options.ts';
import { TIMERS } from '../../topology/timers.ts';
import type { RawLab } from '../../topology/schema.ts';
import type { TunnelOptions } from '../../topology/types.ts';
import type { DeviceTunnel } from '../ec2/device-configuration.ts';
import type { Place } from '../found.ts';
import type { Ec2Objects } from '../objects.ts';

type Router = NonNullable<RawLab['customerGateways']>[string]['router'];
type RawConnection = NonNullable<Router['connections']>[string];
type RawTunnel = NonNullable<RawLab['vpnConnections']>[string]['tunnels'][string];

/** A connection of a router under its name, and the VPN connection that it is for. */
export interface NamedConnection {
  readonly name: string;
  readonly vpn: string;
  readonly raw: RawConnection;
}

/**
 * The connections of the router of a customer gateway, one for each tunnel, as a download has it configured. What AWS's end does
 * not take of it is replaced by the lowest that it takes, and noted: samples show AWS's smallest values whatever the tunnel has.
 */
export function connectionsOf(
  raw: RawLab,
  gateway: string,
  objects: Ec2Objects,
  notes: Problem[],
): NamedConnection[] {
  const tunnels = Object.entries(raw.vpnConnections ?? {})
    .filter(([, vpn]) => vpn.customerGateway === gateway)
    .flatMap(([vpn, { tunnels: ofVpn }]) =>
      Object.entries(ofVpn).map(([tunnel, each]) => ({ vpn, tunnel, each })),
    );
  return tunnels.map(({ vpn, tunnel, each }, index) => {
    const device = deviceOf(each, objects.DeviceConfigurations);
    const own = device === undefined ? {} : configured(device.tunnel);
    return {
      name: `Tunnel${index + 1}`,
      vpn,
      raw: { tunnel, mark: 100 * (index + 1), ...own, ...fitting(tunnel, each, device, notes) },
    };
  });
}

interface Device {
  readonly tunnel: DeviceTunnel;
  readonly place: Place;
}

function deviceOf(
  { outsideIpAddress }: RawTunnel,
  all: Ec2Objects['DeviceConfigurations'],
): Device | undefined {
  for (const { item, at } of all) {
    const index = item.Tunnels.findIndex(({ OutsideIpAddress }) => OutsideIpAddress === outsideIpAddress);
    if (index >= 0) return { tunnel: item.Tunnels[index]!, place: at(['Tunnels', index]) };
  }
  return undefined;
}

/** What the device has besides its proposals, as far as it is not what the lab's router has anyway. */
function configured(device: DeviceTunnel): Partial<RawConnection> {
  const { ikeLifetimeSeconds, lifetimeSeconds } = ROUTER_CONNECTION_DEFAULTS;
  // Of AWS's samples; the timer profile says what stands for it.
  const dpd = TIMERS.aws.router;
  const unless = <Value>(value: Value | undefined, usual: Value): Value | undefined =>
    value === usual ? undefined : value;
  return given({
    ikeLifetimeSeconds: unless(device.IkeLifetimeSeconds, ikeLifetimeSeconds),
    lifetimeSeconds: unless(device.LifetimeSeconds, lifetimeSeconds),
    dpdDelaySeconds: unless(device.DpdDelaySeconds, dpd.dpdDelaySeconds),
    dpdTimeoutSeconds: unless(device.DpdTimeoutSeconds, dpd.dpdTimeoutSeconds),
    auto: device.Auto,
    leftSubnet: device.LeftSubnet,
    rightSubnet: device.RightSubnet,
  });
}

/** IKE version and proposals: the device's where AWS's end takes them. */
function fitting(
  name: string,
  { options: own = {} }: RawTunnel,
  device: Device | undefined,
  notes: Problem[],
): Partial<RawConnection> {
  const options = { ...TUNNEL_OPTION_DEFAULTS, ...own } as TunnelOptions;
  const shown = device?.tunnel.KeyExchange ?? ROUTER_CONNECTION_DEFAULTS.keyExchange;
  const isTaken =
    options.ikeVersions.includes(shown) && !(options.startupAction === 'start' && shown === 'ikev1');
  const [other = shown] = options.ikeVersions.filter((version) => version !== shown);
  const keyExchange = isTaken ? shown : other;
  const replaced: string[] = isTaken ? [] : [`${keyExchange} for ${shown}`];
  const chosen = (
    phase: 'ike' | 'esp',
    wanted: readonly string[],
    accepted: readonly string[],
  ): readonly string[] => {
    if (proposalsAgree(wanted, accepted, keyExchange, phase)) return wanted;
    const usable = accepted.find((proposal) => proposalsAgree([proposal], accepted, keyExchange, phase));
    if (usable === undefined) return wanted;
    replaced.push(`${usable} for ${wanted.join(', ')}`);
    return [usable];
  };
  const { ikeProposals: usualIke, espProposals: usualEsp } = ROUTER_CONNECTION_DEFAULTS;
  const ike = chosen('ike', device?.tunnel.IkeProposals ?? usualIke, acceptedBy(ikeProposals, options));
  const esp = chosen('esp', device?.tunnel.EspProposals ?? usualEsp, acceptedBy(espProposals, options));
  if (replaced.length > 0 && device !== undefined)
    notes.push({
      ...device.place,
      key: name,
      what: `shows what TunnelOptions do not take; the router has ${replaced.join(', ')}`,
      rule: 'samples show the smallest values whatever the tunnel has (AWS S2S VPN user guide, Download the configuration file)',
    });
  const isUsual = (proposals: readonly string[], usual: readonly string[]): boolean =>
    proposals.join() === usual.join();
  return {
    ...(keyExchange !== ROUTER_CONNECTION_DEFAULTS.keyExchange && { keyExchange }),
    ...(!isUsual(ike, usualIke) && { ikeProposals: [...ike] }),
    ...(!isUsual(esp, usualEsp) && { espProposals: [...esp] }),
  };
}

/** What AWS's end takes; nothing of options that no endpoint can have, which the lab file's own check reports. */
function acceptedBy(proposals: (options: TunnelOptions) => string[], options: TunnelOptions): string[] {
  try {
    return proposals(options);
  } catch (error) {
    if (error instanceof LabFileError) return [];
    throw error;
  }
}
