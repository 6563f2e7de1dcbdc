import type { JsonObject } from '../json/json-text.ts';
import type { DescribedNoun } from './shapes.ts';

/** An object of an answer, raw, and what it is; `with` is what the answer around it says of it. */
export interface AnswerItem {
  readonly noun: DescribedNoun;
  readonly raw: JsonObject;
  readonly with?: JsonObject;
}

/** What one answer of `aws ec2` holds. */
export interface Answer {
  readonly items: AnswerItem[];
  /** Lists that the lab has nothing for, with how many are in each. */
  readonly others: Map<string, number>;
  /** It says itself that there are more routes. */
  isCut: boolean;
}

/** What of an object a file's name says, where the answer does not have it. */
export interface NamedIds {
  /** `tgw-rtb-...` */
  readonly routeTable: string;
  /** `pl-...` */
  readonly prefixList: string;
}

/** Takes an answer apart: the lists of objects under their nouns; pages, lists of answers, a single object, a bare one. */
export function takeApart(document: unknown, ids: NamedIds, into: Answer): void {
  if (Array.isArray(document)) {
    for (const each of document) takeApart(each, ids, into);
    return;
  }
  if (!isObject(document)) return;
  const bare = bareNoun(document);
  if (bare !== undefined) {
    into.items.push({ noun: bare, raw: document });
    return;
  }
  const routeTable = textOf(document.TransitGatewayRouteTableId) ?? ids.routeTable;
  const named = { ...ids, routeTable };
  for (const [key, value] of Object.entries(document)) {
    if (Array.isArray(value)) takeList(key, value.filter(isObject), named, into, document);
    else if (isObject(value)) takeList(`${key}s`, [value], named, into, document);
  }
  if (document.AdditionalRoutesAvailable === true) into.isCut = true;
}

function takeList(
  key: string,
  list: readonly JsonObject[],
  ids: NamedIds,
  into: Answer,
  around: JsonObject,
): void {
  const push = (noun: DescribedNoun, with_: JsonObject = {}): void => {
    for (const raw of list) into.items.push({ noun, raw, with: with_ });
  };
  const ofTable = { TransitGatewayRouteTableId: ids.routeTable };
  if (isNoun(key)) push(key, LINKS.includes(key) ? ofTable : {});
  else if (key === 'TransitGatewayVpcAttachments') push('TransitGatewayAttachments', { ResourceType: 'vpc' });
  else if (key === 'TransitGatewayPeeringAttachments') list.forEach((raw) => takePeering(raw, into));
  else if (key === 'Associations') push('TransitGatewayRouteTableAssociations', ofTable);
  else if (key === 'Routes') push('TransitGatewayRoutes', ofTable);
  else if (key === 'Entries') {
    const PrefixListId = textOf(around.PrefixListId) ?? ids.prefixList;
    into.items.push({ noun: 'PrefixLists', raw: around, with: { PrefixListId } });
  } else if (WRAPPERS.includes(key)) list.forEach((each) => takeApart(each, ids, into));
  else if (!NOT_OF_THE_NETWORK.has(key)) into.others.set(key, (into.others.get(key) ?? 0) + list.length);
}

/** A peering is an attachment of the gateway that asked for it, and of the one that accepted. */
function takePeering(raw: JsonObject, into: Answer): void {
  const of = (side: string): string => {
    const info = raw[side];
    return (isObject(info) ? textOf(info.TransitGatewayId) : undefined) ?? '';
  };
  const [one, other] = [of('RequesterTgwInfo'), of('AccepterTgwInfo')];
  for (const [TransitGatewayId, ResourceId] of [
    [one, other],
    [other, one],
  ]) {
    const end = { TransitGatewayId, ResourceId, ResourceType: 'peering' };
    into.items.push({ noun: 'TransitGatewayAttachments', raw, with: end });
  }
}

/** Those whose answers do not say which route table they are of. */
const LINKS: readonly DescribedNoun[] = [
  'TransitGatewayRouteTableAssociations',
  'TransitGatewayRouteTablePropagations',
  'TransitGatewayRoutes',
];

/** Answers about several route tables, each with its id, as batfish collects them; reservations of instances. */
const WRAPPERS: readonly string[] = [
  'TransitGatewayPropagations',
  'TransitGatewayStaticRoutes',
  'Reservations',
];

/** Says nothing about where packets go. */
const NOT_OF_THE_NETWORK: ReadonlySet<string> = new Set([
  'Addresses',
  'AccountAttributes',
  'AvailabilityZones',
  'ClassicLinkInstances',
  'DhcpOptions',
  'Groups',
  'Hosts',
  'Images',
  'InstanceStatuses',
  'KeyPairs',
  'MovingAddressStatuses',
  'PlacementGroups',
  'Regions',
  'SecurityGroupRules',
  'Snapshots',
  'Tags',
  'Volumes',
  'VpcClassicLink',
  'VpcClassicLinkDnsSupport',
  'VpcEndpointServices',
]);

/** The member that tells what an object is that stands alone; the first counts, for most have the ids of others, too. */
const BARE: readonly (readonly [string, DescribedNoun])[] = [
  ['VpnConnectionId', 'VpnConnections'],
  ['NatGatewayId', 'NatGateways'],
  ['InstanceId', 'Instances'],
  ['NetworkInterfaceId', 'NetworkInterfaces'],
  ['RouteTableId', 'RouteTables'],
  ['NetworkAclId', 'NetworkAcls'],
  ['GroupId', 'SecurityGroups'],
  ['SubnetId', 'Subnets'],
  ['InternetGatewayId', 'InternetGateways'],
  ['CustomerGatewayId', 'CustomerGateways'],
  ['VpnGatewayId', 'VpnGateways'],
  ['TransitGatewayAttachmentId', 'TransitGatewayAttachments'],
  ['TransitGatewayId', 'TransitGateways'],
  ['VpcId', 'Vpcs'],
];

function bareNoun(object: JsonObject): DescribedNoun | undefined {
  return BARE.find(([id]) => typeof object[id] === 'string')?.[1];
}

const NOUNS: ReadonlySet<string> = new Set<DescribedNoun>([
  ...BARE.map(([, noun]) => noun),
  ...LINKS,
  'TransitGatewayRouteTables',
  'TransitGatewayPrefixListReferences',
  'PrefixLists',
]);

const isNoun = (key: string): key is DescribedNoun => NOUNS.has(key);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;
