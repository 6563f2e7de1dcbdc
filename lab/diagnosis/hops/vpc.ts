import { because } from '../../causes/catalogue.ts';
import { meaningOf } from '../../causes/rule-comment.ts';
import { bound } from '../../topology/graph/find.ts';
import { neighbourAt } from '../../topology/graph/links.ts';
import type { Instance, Vpc } from '../../topology/types.ts';
import { passed, stopped } from '../hop.ts';
import type { Hop } from '../hop.ts';
import { ruleText } from '../packet-filter.ts';
import { placeOf, routeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { filterHops } from './vpc-filters.ts';
import { entryOf, noRoute } from './vpc-routes.ts';
import type { Entry } from './vpc-routes.ts';

/** What a VPC's implicit router does with a packet: the filters around instances, and the route tables of its subnets. */
export function hopsAtVpc(visit: Visit, vpc: Vpc): Hop[] {
  const { passage } = visit;
  const sender = instanceAt(visit, vpc, passage.in);
  const receiver = instanceAt(visit, vpc, passage.out);
  const entry = entryOf(visit, vpc);
  const place = placeOf(visit, routeSubject(vpc, entry));
  if (passage.fate === 'stopped') return [stopped(place, noRoute(visit, vpc, entry))];
  const meaning = passage.drop === null ? null : meaningOf(passage.drop.text);
  if (meaning?.code === 'TGW_ROUTE_AZ_RESTRICTION') return otherZone(visit, vpc, meaning.object, sender);
  const { outbound, inbound } = filterHops(visit, vpc, sender, receiver);
  return outbound.at(-1)?.verdict === 'wrong' ? [...outbound] : [...outbound, routeTaken(), ...inbound];

  function routeTaken(): Hop {
    const { to, evidence } = routeOf(visit);
    const target = neighbourAt(visit.scene.lab, visit.node, passage.out)?.node ?? passage.out ?? '';
    const local = entry.subnet === null || receiver?.privateIpAddress === visit.destination.address;
    return passed(
      place,
      local
        ? `the local route of ${vpc.name} leads to ${target}`
        : `the route to ${to ?? ''} leads to ${target}`,
      evidence,
    );
  }
}

function instanceAt({ scene }: Visit, vpc: Vpc, interfaceName: string | null): Instance | undefined {
  const neighbour = neighbourAt(scene.lab, vpc.name, interfaceName);
  return vpc.instances.find(({ name }) => name === neighbour?.node);
}

function routeSubject(vpc: Vpc, entry: Entry): string {
  const subnet = vpc.subnets.find(({ name }) => name === entry.subnet);
  return subnet === undefined
    ? `local route of ${vpc.name}`
    : `route table ${subnet.routeTable} of subnet ${subnet.name}`;
}

/** The Transit Gateway takes nothing from the sender's availability zone. */
function otherZone(visit: Visit, vpc: Vpc, attachment: string, sender: Instance | undefined): Hop[] {
  const { node, passage } = visit;
  const passing = { ...visit, passage: { ...passage, drop: null } };
  const subnet = bound(vpc.subnets, entryOf(visit, vpc).subnet ?? '');
  const gateway = neighbourAt(visit.scene.lab, node, passage.out)?.node ?? 'the transit gateway';
  const facts = { attachment, zone: subnet.availabilityZone, subnet: subnet.name, gateway };
  return [
    ...filterHops(passing, vpc, sender).outbound,
    stopped(placeOf(visit, `attachment ${attachment}`), {
      ...because('noAttachmentInZone', facts),
      evidence: ruleText(passage.drop!),
    }),
  ];
}
