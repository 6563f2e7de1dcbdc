import { tunnelNotes } from '../aws/tunnel-notes.ts';
import type { ExplanationCode } from '../causes/codes.ts';
import { keyPlace } from '../topology/objects/customer-gateway/own-router.ts';
import type { ReadConn } from '../topology/router-config/read-conn.ts';
import { SCRIPT_PATH } from '../topology/router-config/router-files.ts';
import type { CustomerGateway, Lab, OwnRouter, Router, RouterConnection } from '../topology/types.ts';
import { lintedRouter } from './linted-router.ts';
import type { LintedRouter } from './linted-router.ts';

/**
 * The routers of a lab: what their owners bring, or what the lab file configures; of a router that is an image, and brings
 * no files, nothing is known.
 * @param file the lab file, as messages are to name it.
 */
export function routersOf(lab: Lab, file: string): LintedRouter[] {
  const refusals = tunnelNotes(lab).filter(({ code }) => NOT_AGREED.includes(code));
  return lab.customerGateways.flatMap((gateway) => {
    const { own, name } = gateway.router;
    if (own !== null && own.files.length === 0 && own.script === null) return [];
    const router = own === null ? configuredRouter(gateway, file, lab.vpnConnections) : ownRouter(name, own);
    return [{ ...router, notAgreed: refusals.filter((each) => each.router === name) }];
  });
}

const NOT_AGREED: readonly ExplanationCode[] = [
  'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
  'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
];

/** What an owner brings, with the keys in their places. */
function ownRouter(name: string, own: OwnRouter): LintedRouter {
  const files = own.files.map(({ path, content, from }) => ({ path, text: content, from }));
  const script =
    own.script === null ? null : { path: SCRIPT_PATH, text: own.script.text, from: own.script.name };
  const linted = lintedRouter(name, { files, script, notes: [] });
  const keys = linted.keys.map((found) => {
    const key = own.keys.find((each) => found.preSharedKey === keyPlace(each.name));
    return key === undefined ? found : { ...found, preSharedKey: key.preSharedKey };
  });
  return { ...linted, keys };
}

/** What the lab makes of the keys of its file: none of it has a line. */
function configuredRouter(
  { name: gateway, router }: CustomerGateway,
  file: string,
  vpnConnections: Lab['vpnConnections'],
): LintedRouter {
  const isStatic = vpnConnections.every((vpn) => vpn.customerGateway !== gateway || vpn.staticRoutesOnly);
  const place = { file, line: 0 };
  const followChildSa = router.routing === 'childSa';
  const devices = router.connections.flatMap(({ interface: name, mark }) =>
    name === null ? [] : [{ ...place, name, kind: 'vti' as const, id: mark }],
  );
  return {
    name: router.name,
    daemon: 'strongswan',
    isConfiguredByLab: true,
    conns: router.connections.map((connection) => connOf(connection, router, file)),
    setup: new Map(),
    keys: [],
    texts: isStatic ? [] : [{ path: '', from: file, text: 'router bgp' }],
    script: null,
    modes: new Map(),
    notAgreed: [],
    devices,
    addresses: [],
    routes: followChildSa
      ? []
      : router.routes.map(({ destinationCidrBlock: destination, connection, metric }) => {
          const device = router.connections.find(({ name }) => name === connection)?.interface ?? connection;
          return { ...place, destination, devices: [device], metric };
        }),
    sysctls: [],
    clampsMss: router.clampMss,
    typed: [],
  };
}

function connOf(connection: RouterConnection, { routing }: Router, file: string): ReadConn {
  const { name, mark, leftSubnets, rightSubnets, ...same } = connection;
  return {
    ...same,
    name,
    child: name,
    file,
    line: 0,
    settings: new Map(),
    left: null,
    rightId: null,
    leftSubnets,
    rightSubnets,
    markIn: mark,
    markOut: mark,
    ifIdIn: null,
    ifIdOut: null,
    updown: routing === 'childSa' ? 's2s-updown' : null,
  };
}
