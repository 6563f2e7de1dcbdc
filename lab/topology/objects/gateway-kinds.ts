import type { KeyPath } from '../key-path.ts';
import type { Report } from '../report.ts';
import type { Lab } from '../types.ts';
import type { Gateway } from './gateway.ts';
import { resolveInternetGateways } from './internet-gateway/resolve.ts';
import type { RawInternetGateways } from './internet-gateway/resolve.ts';
import { checkInternetGateways } from './internet-gateway/rules.ts';
import { internetGatewaySections } from './internet-gateway/schema.ts';
import { resolveTransitGateways } from './transit-gateway/resolve.ts';
import type { RawTransitGateways } from './transit-gateway/resolve.ts';
import { checkTransitGateways } from './transit-gateway/rules.ts';
import { transitGatewaySections } from './transit-gateway/schema.ts';
import { resolveVpnGateways } from './vpn-gateway/resolve.ts';
import type { RawVpnGateways } from './vpn-gateway/resolve.ts';
import { checkVpnGateways } from './vpn-gateway/rules.ts';
import { vpnGatewaySections } from './vpn-gateway/schema.ts';

/** The sections of the lab file that gateways stand in, of every kind. */
export const gatewaySections = {
  ...transitGatewaySections,
  ...vpnGatewaySections,
  ...internetGatewaySections,
};

/** What the lab file has of gateways. */
export type RawGateways = RawTransitGateways & RawVpnGateways & RawInternetGateways;

/** What is known of a kind of gateway, besides its sections. */
interface GatewayKind {
  /** Its gateways, every default filled in. */
  readonly resolve: (raw: RawGateways) => readonly Gateway[];
  /** Its rules that span more than one value. */
  readonly check: (lab: Lab, report: Report, pathOf: GatewayPath) => void;
}

/** Where the lab file has a gateway. */
export type GatewayPath = (gateway: Gateway) => KeyPath;

const KINDS: Readonly<Record<Gateway['kind'], GatewayKind>> = {
  transitGateway: { resolve: resolveTransitGateways, check: checkTransitGateways },
  vpnGateway: { resolve: resolveVpnGateways, check: checkVpnGateways },
  internetGateway: { resolve: resolveInternetGateways, check: checkInternetGateways },
};

/** The gateways of a lab, by kind, in the order of the lab file. */
export function resolveGateways(raw: RawGateways): Gateway[] {
  return Object.values(KINDS).flatMap(({ resolve }) => resolve(raw));
}

/** Tells where a lab file has its gateways: the only one of a kind under a key of its own, each of several under its name. */
export function gatewayPaths(raw: RawGateways): GatewayPath {
  return ({ kind, name }) => {
    const several = `${kind}s` as const;
    return Object.hasOwn(raw[several] ?? {}, name) ? [several, name] : [kind];
  };
}

/** Reports what in a lab breaks a rule of one of the kinds. */
export function checkGateways(lab: Lab, report: Report, pathOf: GatewayPath): void {
  for (const { check } of Object.values(KINDS)) check(lab, report, pathOf);
}
