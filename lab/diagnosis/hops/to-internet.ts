import { because } from '../../causes/catalogue.ts';
import type { MetCause } from '../../causes/cause.ts';
import { meaningOf } from '../../causes/rule-comment.ts';
import { stopped } from '../hop.ts';
import type { Hop } from '../hop.ts';
import { matchingRoutes, routesText } from '../kernel/routes.ts';
import type { Rule } from '../kernel/ruleset.ts';
import { ruleText } from '../packet-filter.ts';
import { refusalOf } from '../refusal.ts';
import { kernelOf, placeOf } from '../scene.ts';
import type { Visit } from '../scene.ts';
import { hopsAtHost } from './host.ts';

/** What the Internet gateway of a VPC does with a packet: it lets out who has a public address, to public addresses. */
export function hopsAtInternetGateway(visit: Visit): Hop[] {
  const { node, source, destination } = visit;
  return droppedBy(visit, 'Elastic IP addresses', ({ text }) => {
    switch (meaningOf(text)?.code) {
      case 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS':
        return because('noPublicIpAddress', { gateway: node, source: source.address });
      case 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS':
        return because('privateDestination', { gateway: node, address: destination.address });
      default:
        return null;
    }
  });
}

/** What a NAT gateway does with a packet: nothing, unless it is of a connection that it has seen begin. */
export function hopsAtNatGateway(visit: Visit): Hop[] {
  const { node, source, destination } = visit;
  return droppedBy(visit, 'connections', ({ text }) =>
    meaningOf(text)?.code === 'NO_POSSIBLE_DESTINATION'
      ? because('noNatConnection', {
          gateway: node,
          source: source.address,
          destination: destination.address,
        })
      : null,
  );
}

/** What the Internet does with a packet: it has routes to public addresses only. */
export function hopsAtInternet(visit: Visit): Hop[] {
  const { scene, node, passage, destination } = visit;
  if (passage.fate !== 'stopped' || refusalOf(visit) !== null) return hopsAtHost(visit);
  const { address, name } = destination;
  const routes = matchingRoutes(kernelOf(scene, node), 'main', address);
  return [
    stopped(placeOf(visit, 'routes of the Internet'), {
      ...because('notOnInternet', { host: name, address }),
      evidence: routesText('main', address, routes),
    }),
  ];
}

/** What a rule of a gateway's own is found to have dropped; what else becomes of a packet there is as at a host. */
function droppedBy(visit: Visit, subject: string, causeOf: (rule: Rule) => MetCause | null): Hop[] {
  const rule = visit.passage.drop;
  const cause = rule === null ? null : causeOf(rule);
  if (rule === null || cause === null) return hopsAtHost(visit);
  return [stopped(placeOf(visit, `${subject} of ${visit.node}`), { ...cause, evidence: ruleText(rule) })];
}
