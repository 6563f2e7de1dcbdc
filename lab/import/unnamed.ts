import type { FoundObjects } from './objects.ts';
import type { Found } from './found.ts';
import type { VpnConnection } from './ec2/vpn.ts';

/** An id for an object of which a file has only an address; it has its noun for a name. */
export function unnamed(noun: string, address: string): string {
  return `${noun} ${address}`;
}

const isUnnamed = (id: string): boolean => id.includes(' ');

/**
 * Gives objects that only an address is known of the ids that other files have for them: a VPN connection with a tunnel of that
 * outside address, a customer gateway of that address. The others keep what {@link unnamed} gave them.
 */
export function identified(all: readonly FoundObjects[]): FoundObjects[] {
  const connections = all.flatMap(({ VpnConnections = [] }) => VpnConnections);
  const gateways = all.flatMap(({ CustomerGateways = [] }) => CustomerGateways);
  const ids = new Map<string, string>();
  for (const { item } of connections) {
    const known = isUnnamed(item.VpnConnectionId) ? sameConnection(item, connections) : undefined;
    if (known === undefined) continue;
    ids.set(item.VpnConnectionId, known.VpnConnectionId);
    if (item.CustomerGatewayId !== undefined && known.CustomerGatewayId !== undefined)
      ids.set(item.CustomerGatewayId, known.CustomerGatewayId);
  }
  for (const { item } of gateways) {
    const known = gateways.find(
      (each) => each.item.IpAddress === item.IpAddress && !isUnnamed(each.item.CustomerGatewayId),
    );
    if (
      isUnnamed(item.CustomerGatewayId) &&
      item.IpAddress !== undefined &&
      known !== undefined &&
      !ids.has(item.CustomerGatewayId)
    )
      ids.set(item.CustomerGatewayId, known.item.CustomerGatewayId);
  }
  const idOf = (id: string): string => ids.get(id) ?? id;
  return all.map((each) => ({
    ...each,
    ...(each.VpnConnections && { VpnConnections: each.VpnConnections.map((found) => withIds(found, idOf)) }),
    ...(each.CustomerGateways && {
      CustomerGateways: each.CustomerGateways.map((found) => renamed(found, 'CustomerGatewayId', idOf)),
    }),
    ...(each.DeviceConfigurations && {
      DeviceConfigurations: each.DeviceConfigurations.map((found) => renamed(found, 'VpnConnectionId', idOf)),
    }),
  }));
}

function sameConnection(
  { Options }: VpnConnection,
  all: readonly Found<VpnConnection>[],
): VpnConnection | undefined {
  const outside = Options?.TunnelOptions?.map(({ OutsideIpAddress }) => OutsideIpAddress) ?? [];
  return all.find(
    ({ item }) =>
      !isUnnamed(item.VpnConnectionId) &&
      item.Options?.TunnelOptions?.some(({ OutsideIpAddress }) => outside.includes(OutsideIpAddress)),
  )?.item;
}

function withIds(found: Found<VpnConnection>, idOf: (id: string) => string): Found<VpnConnection> {
  const { CustomerGatewayId } = found.item;
  const connection = renamed(found, 'VpnConnectionId', idOf);
  if (CustomerGatewayId === undefined) return connection;
  return { ...connection, item: { ...connection.item, CustomerGatewayId: idOf(CustomerGatewayId) } };
}

/** The same with another id; what has none in any file is called by its noun. */
function renamed<Key extends string, Item extends Readonly<Record<Key, string>> & object>(
  found: Found<Item>,
  key: Key,
  idOf: (id: string) => string,
): Found<Item> {
  const id = idOf(found.item[key]);
  const item = { ...found.item, [key]: id } as Item;
  return isUnnamed(id) ? { ...found, item, name: id.replace(/ .*/, '') } : { ...found, item };
}
