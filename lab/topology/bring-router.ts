import { UsageError } from '../errors.ts';
import { addressAt, contains, isIpAddress, networkOf, overlaps } from './cidr.ts';
import { DEFAULTS } from './defaults.ts';
import { byName } from './graph/find.ts';
import type { LabFiles } from './named-file.ts';
import { allTexts } from './router-config/all-texts.ts';
import { readBirdBgp } from './router-config/bird-bgp.ts';
import { readFrrBgp } from './router-config/frr-bgp.ts';
import type { RouterBgp } from './router-config/frr-bgp.ts';
import { readFolder } from './router-config/folder.ts';
import type { ReadConn, Setting } from './router-config/read-conn.ts';
import { readConns } from './router-config/read-conns.ts';
import type { RouterFiles } from './router-config/router-files.ts';
import { readTunnelFacts } from './router-config/script-facts.ts';
import type { InsideAddress, TextPlace } from './router-config/script-facts.ts';
import type { RawLab } from './schema.ts';
import type { RouterNote } from './types.ts';

/** A folder that takes the place of a router of the lab file. */
export interface BroughtFolder {
  /** Name of the customer gateway; null where the lab has one alone. */
  readonly customerGateway: string | null;
  /** Path, from where the lab file has its own. */
  readonly folder: string;
}

/** A lab file whose routers are in part brought along, and the files of those. */
export interface BroughtRouters {
  readonly raw: RawLab;
  /** By customer gateway. */
  readonly files: ReadonlyMap<string, RouterFiles>;
}

type RawGateway = NonNullable<RawLab['customerGateways']>[string];
type RawTunnel = NonNullable<RawLab['vpnConnections']>[string]['tunnels'][string];
/** One tunnel of a lab file, under its name. */
type NamedTunnel = readonly [name: string, tunnel: RawTunnel];

/**
 * Puts routers of one's own in place of the lab file's, and makes AWS's end answer as their files expect: outside
 * addresses, identity, the router's own address and inside CIDR blocks are taken from the files, each with a note.
 * Connections lead to the tunnels whose addresses they have, the others to the other tunnels in their order.
 * @throws {UsageError} if it is not said, or there is not, which customer gateway a folder is for.
 * @throws {LabFileError} if a folder cannot be read.
 */
export function bringRouters(
  raw: RawLab,
  brought: readonly BroughtFolder[],
  files: LabFiles,
): BroughtRouters {
  const copy = structuredClone(raw);
  const read = brought.map(({ customerGateway, folder }) => {
    const name = gatewayFor(copy, customerGateway, folder);
    const own = readFolder(folder, files.list(folder), files.read);
    const notes = bring(copy, name, own, folder);
    return [name, { ...own, notes: [...own.notes, ...notes] }] as const;
  });
  return { raw: copy, files: new Map(read) };
}

function gatewayFor({ customerGateways = {} }: RawLab, name: string | null, folder: string): string {
  const names = Object.keys(customerGateways);
  const what = 'the lab has no customer gateway of that name';
  if (name !== null)
    return byName(
      names.map((each) => ({ name: each })),
      name,
      { key: '--router', what },
    ).name;
  const [only] = names;
  if (only !== undefined && names.length === 1) return only;
  throw new UsageError({
    key: '--router',
    value: folder,
    what: names.length === 0 ? 'the lab has no customer gateway' : 'the lab has several customer gateways',
    hint:
      names.length === 0 ? 'name a lab file that has one' : `--router NAME=${folder}, of ${names.join(', ')}`,
  });
}

/** Changes the lab file for one router; what it takes over is noted. */
function bring(raw: RawLab, name: string, own: RouterFiles, folder: string): RouterNote[] {
  const gateway = raw.customerGateways![name]!;
  const {
    connections: _1,
    routes: _2,
    routing: _3,
    tunnelInterface: _4,
    clampMss: _5,
    ...rest
  } = gateway.router;
  const { configuration: _6, image: _7, ...router } = rest;
  gateway.router = { ...router, files: folder };

  const tunnels = Object.values(raw.vpnConnections ?? {})
    .filter((vpn) => vpn.customerGateway === name)
    .flatMap((vpn) => Object.entries(vpn.tunnels));
  const texts = allTexts(own);
  const conns = readConns(texts).conns.filter(({ auto }) => auto !== 'ignore');
  const facts = readTunnelFacts(texts, conns);
  const notes: RouterNote[] = [];
  const tunnelOf = takeOutsideAddresses(conns, tunnels, notes);
  takeInsideBlocks(facts.insideAddresses, tunnelOf, tunnels, notes);
  takeIdentity(conns, gateway, notes);
  takePrivateAddress(conns, gateway, notes);
  const bgp = readFrrBgp(texts) ?? readBirdBgp(texts);
  if (bgp !== null) takeBgp(raw, name, bgp, notes);
  const blocks = Object.values(raw.vpcs ?? {}).flatMap(({ cidrBlock, secondaryCidrBlocks = [] }) => [
    cidrBlock,
    ...secondaryCidrBlocks,
  ]);
  for (const { block, ...place } of facts.destinations) {
    const why = `no VPC of the lab has addresses in ${block}`;
    if (blocks.some((vpc) => overlaps(vpc, block)) || notes.some((note) => note.why === why)) continue;
    notes.push({ ...place, why });
  }
  return notes;
}

/** The tunnel of each connection, by its name: first those whose addresses are the lab's, then the others in order. */
function takeOutsideAddresses(
  conns: readonly ReadConn[],
  tunnels: readonly NamedTunnel[],
  notes: RouterNote[],
): Map<ReadConn, NamedTunnel> {
  const taken = new Map<ReadConn, NamedTunnel>();
  for (const conn of conns) {
    const tunnel = tunnels.find(([, { outsideIpAddress }]) => outsideIpAddress === conn.right);
    if (tunnel !== undefined) taken.set(conn, tunnel);
  }
  for (const conn of conns) {
    const setting = conn.settings.get('right') ?? conn.settings.get('remote_addrs');
    if (taken.has(conn) || setting === undefined || !isIpAddress(setting.value)) continue;
    const used = [...taken.values()];
    const tunnel = tunnels.find((each) => each[1].outsideIpAddress === conn.right || !used.includes(each));
    if (tunnel === undefined) continue;
    const [name, raw] = tunnel;
    if (raw.outsideIpAddress !== setting.value) {
      notes.push(takenOver(setting, `the outside address of ${name}`, raw.outsideIpAddress));
      raw.outsideIpAddress = setting.value;
    }
    taken.set(conn, tunnel);
  }
  return taken;
}

/** Inside blocks go to the tunnel that their conn leads to, the others to the other tunnels in order. */
function takeInsideBlocks(
  addresses: readonly InsideAddress[],
  tunnelOf: ReadonlyMap<ReadConn, NamedTunnel>,
  tunnels: readonly NamedTunnel[],
  notes: RouterNote[],
): void {
  const known = new Map<InsideAddress, NamedTunnel>();
  for (const address of addresses) {
    const ofLab = tunnels.find(([, { tunnelInsideCidr }]) => tunnelInsideCidr === address.block);
    const tunnel = (address.conn && tunnelOf.get(address.conn)) ?? ofLab;
    if (tunnel !== undefined) known.set(address, tunnel);
  }
  for (const address of addresses) {
    const used = [...known.values()];
    const tunnel = known.get(address) ?? tunnels.find((each) => !used.includes(each));
    if (tunnel === undefined) continue;
    known.set(address, tunnel);
    const [name, raw] = tunnel;
    if (raw.tunnelInsideCidr === address.block) continue;
    const what = `${address.block} is taken as the inside CIDR block of ${name}`;
    notes.push(noteAt(address, `${what}, in place of ${raw.tunnelInsideCidr}`));
    raw.tunnelInsideCidr = address.block;
  }
}

/** AWS knows a customer gateway by its public address, which is the identity that its router has to present. */
function takeIdentity(conns: readonly ReadConn[], gateway: RawGateway, notes: RouterNote[]): void {
  const settings = conns.flatMap(
    (conn) => conn.settings.get('leftid') ?? conn.settings.get('local.id') ?? conn.settings.get('left') ?? [],
  );
  const setting = settings.find(({ value }) => isPublic(value));
  if (setting === undefined || setting.value === gateway.ipAddress) return;
  notes.push(takenOver(setting, 'the address of the customer gateway', gateway.ipAddress));
  gateway.ipAddress = setting.value;
}

/** Prefix lengths that an outside subnet may get, the likeliest first. */
const OUTSIDE_PREFIXES = [24, 20, 16, 28];

/** The router's own address, with a subnet that it can be in. */
function takePrivateAddress(conns: readonly ReadConn[], gateway: RawGateway, notes: RouterNote[]): void {
  const settings = conns.flatMap(
    (conn) => conn.settings.get('left') ?? conn.settings.get('local_addrs') ?? [],
  );
  const setting = settings.find(({ value }) => isIpAddress(value));
  const { router } = gateway;
  if (setting === undefined || setting.value === router.privateIpAddress) return;
  const address = setting.value;
  notes.push(takenOver(setting, "the router's own address", router.privateIpAddress));
  router.privateIpAddress = address;
  if (contains(router.outsideCidrBlock, address)) return;
  const blocks = OUTSIDE_PREFIXES.map((prefix) => networkOf(`${address}/${prefix}`));
  // The network address, the Internet gateway's and the broadcast address are taken.
  const isFree = (block: string): boolean => [0, 1, -1].every((n) => addressAt(block, n) !== address);
  router.outsideCidrBlock = blocks.find(isFree) ?? router.outsideCidrBlock;
}

/** The connections speak BGP, with the ASNs that the router's daemon has for both ends. */
function takeBgp(
  raw: RawLab,
  name: string,
  { asn, remoteAsn, networks }: RouterBgp,
  notes: RouterNote[],
): void {
  const gateway = raw.customerGateways![name]!;
  for (const [vpnName, vpn] of Object.entries(raw.vpnConnections ?? {})) {
    if (vpn.customerGateway !== name) continue;
    if (vpn.staticRoutesOnly !== false) notes.push(noteAt(asn, `${vpnName} speaks BGP, too`));
    vpn.staticRoutesOnly = false;
  }
  const before = gateway.bgpAsn ?? DEFAULTS.bgpAsn;
  if (before !== asn.value)
    notes.push(noteAt(asn, `taken as bgpAsn of the customer gateway, in place of ${before}`));
  gateway.bgpAsn = asn.value;
  if (networks.length > 0) gateway.router.bgp = { ...gateway.router.bgp, networks: [...networks] };
  const gateways = [
    ...(raw.transitGateway ? [raw.transitGateway] : []),
    ...Object.values(raw.transitGateways ?? {}),
  ];
  const [amazon] = gateways;
  // Of several it is not known which one the router expects to have that ASN.
  if (remoteAsn === null || amazon === undefined || gateways.length > 1) return;
  const asnBefore = amazon.amazonSideAsn ?? DEFAULTS.amazonSideAsn;
  if (asnBefore === remoteAsn.value) return;
  notes.push(noteAt(remoteAsn, `taken as amazonSideAsn of the Transit Gateway, in place of ${asnBefore}`));
  amazon.amazonSideAsn = remoteAsn.value;
}

/** Not of RFC 1918: an address by which AWS can know a router. */
function isPublic(value: string): boolean {
  const isPrivate = (block: string): boolean => contains(block, value);
  return isIpAddress(value) && !['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some(isPrivate);
}

function takenOver(setting: Setting, what: string, before: string): RouterNote {
  const text = `${setting.key}=${setting.value}`;
  return noteAt({ ...setting, text }, `taken as ${what}, in place of ${before}`);
}

function noteAt({ file, line, text }: TextPlace, why: string): RouterNote {
  return { file, line, text, why };
}
