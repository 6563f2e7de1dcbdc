import type { KeyPath } from '../../key-path.ts';
import type { Report } from '../../report.ts';
import type { CustomerGateway, Lab } from '../../types.ts';
import { checkUnique } from '../../rules/placed.ts';
import { checkReference } from '../../rules/reference.ts';

/** The router's connections end in tunnels of its own customer gateway, and its routes in its connections. */
export function checkRouter(lab: Lab, { name: gateway, router }: CustomerGateway, report: Report): void {
  // Whatever its owner's own files say is so, and shows in what it does.
  if (router.own !== null) return;
  const at: KeyPath = ['customerGateways', gateway, 'router'];
  const place = (connection: string, key: string): KeyPath => [...at, 'connections', connection, key];
  const tunnels = {
    kind: 'tunnel',
    names: lab.vpnConnections.flatMap((vpn) => vpn.tunnels.map(({ name }) => name)),
    maps: [['vpnConnections'], ...lab.vpnConnections.map(({ name }) => ['vpnConnections', name, 'tunnels'])],
  };
  for (const { name, tunnel, marginSeconds, lifetimeSeconds } of router.connections) {
    checkReference(report, place(name, 'tunnel'), tunnel, tunnels);
    const owner = lab.vpnConnections.find((vpn) => vpn.tunnels.some((each) => each.name === tunnel));
    const elsewhere = lab.customerGateways.find((other) => other.name === owner?.customerGateway);
    if (owner !== undefined && elsewhere !== undefined && elsewhere.name !== gateway) {
      report(place(name, 'tunnel'), {
        what: `is a tunnel of ${owner.name}, which ends at ${elsewhere.name}`,
        value: tunnel,
        rule: 'a router connects to the tunnels of its own customer gateway',
      });
    }
    if (marginSeconds >= lifetimeSeconds) {
      report(place(name, 'marginSeconds'), {
        what: `is not below the lifetime of ${lifetimeSeconds}`,
        value: marginSeconds,
        rule: 'a CHILD_SA is rekeyed marginSeconds before it expires',
        dependsOn: [place(name, 'lifetimeSeconds')],
      });
    }
  }
  checkUnique(
    report,
    router.connections.map(({ name, tunnel }) => ({ path: place(name, 'tunnel'), value: tunnel })),
    'a tunnel has one connection on the router',
  );
  checkUnique(
    report,
    router.connections.map(({ name, mark }) => ({ path: place(name, 'mark'), value: String(mark) })),
    'a mark tells the connections of a router apart',
  );

  const connections = {
    kind: `connection of ${router.name}`,
    names: router.connections.map(({ name }) => name),
    maps: [[...at, 'connections']],
  };
  router.routes.forEach(({ connection }, index) => {
    checkReference(report, [...at, 'routes', index, 'connection'], connection, connections);
  });
  const seen = new Set<string>();
  router.routes.forEach(({ destinationCidrBlock, metric }, index) => {
    const route = `${destinationCidrBlock} metric ${metric}`;
    if (seen.has(route)) {
      report([...at, 'routes', index], {
        what: `is the second route to ${route}`,
        rule: 'Linux takes one route for a destination and metric',
      });
    }
    seen.add(route);
  });
}
