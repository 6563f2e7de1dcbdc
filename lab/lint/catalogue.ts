import type { LintRule } from './finding.ts';
import { asPathPrepend } from './rules/as-path-prepend.ts';
import { autoAdd } from './rules/auto-add.ts';
import { bgpLiveness } from './rules/bgp-liveness.ts';
import { closeActionStorm } from './rules/close-action-storm.ts';
import { deviceWithoutConn } from './rules/device-without-conn.ts';
import { disableXfrm } from './rules/disable-xfrm.ts';
import { dpd } from './rules/dpd.ts';
import { duplicateInsideCidr } from './rules/duplicate-inside-cidr.ts';
import { duplicateMark } from './rules/duplicate-mark.ts';
import { ebgpRequiresPolicy } from './rules/ebgp-requires-policy.ts';
import { equalPolicies } from './rules/equal-policies.ts';
import { installRoutes } from './rules/install-routes.ts';
import { keyingTries } from './rules/keying-tries.ts';
import { libreswanOverlap } from './rules/libreswan-overlap.ts';
import { libreswanRefuses } from './rules/libreswan-refuses.ts';
import { lifetimes } from './rules/lifetimes.ts';
import { mobike } from './rules/mobike.ts';
import { noLeftId } from './rules/no-left-id.ts';
import { noMssClamp } from './rules/no-mss-clamp.ts';
import { noPfs } from './rules/no-pfs.ts';
import { notPersisted } from './rules/not-persisted.ts';
import { oneSidedProposals } from './rules/one-sided-proposals.ts';
import { proposals } from './rules/proposals.ts';
import { pskMissing } from './rules/psk-missing.ts';
import { pskRefused } from './rules/psk-refused.ts';
import { secretsReadable } from './rules/secrets-readable.ts';
import { severalSelectors } from './rules/several-selectors.ts';
import { singleTunnel } from './rules/single-tunnel.ts';
import { staticMetric } from './rules/static-metric.ts';
import { staysDown } from './rules/stays-down.ts';
import { strictRpFilter } from './rules/strict-rp-filter.ts';
import { uniqueIds } from './rules/unique-ids.ts';

/** Every rule: IKE first, then the tunnels' interfaces, routes, packets and BGP. */
export const RULES: readonly LintRule[] = [
  noLeftId,
  pskMissing,
  pskRefused,
  secretsReadable,
  proposals,
  oneSidedProposals,
  libreswanRefuses,
  libreswanOverlap,
  noPfs,
  lifetimes,
  singleTunnel,
  autoAdd,
  staysDown,
  closeActionStorm,
  keyingTries,
  dpd,
  mobike,
  uniqueIds,
  severalSelectors,
  equalPolicies,
  duplicateMark,
  deviceWithoutConn,
  duplicateInsideCidr,
  installRoutes,
  disableXfrm,
  staticMetric,
  strictRpFilter,
  noMssClamp,
  notPersisted,
  ebgpRequiresPolicy,
  asPathPrepend,
  bgpLiveness,
];
