/**
 * Why a packet is dropped. The names are AWS's (VPC Reachability Analyzer guide, Explanation codes), and
 * CYCLIC_PATH_DETECTED is that of Route Analyzer (AWS Network Manager API, RouteAnalysisCompletion). AWS analyses
 * nothing beyond its own edge, so TRAFFIC_SELECTOR_MISMATCH is the lab's own.
 */
export type ExplanationCode =
  | 'ENI_SG_RULES_MISMATCH'
  | 'NO_ROUTE_TO_DESTINATION'
  | 'BAD_STATE_ROUTE'
  | 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION'
  | 'NO_POSSIBLE_DESTINATION'
  | 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION'
  | 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT'
  | 'TGW_RTB_BAD_STATE_ROUTE'
  | 'TGW_BAD_STATE_VPN'
  | 'CYCLIC_PATH_DETECTED'
  | 'TRAFFIC_SELECTOR_MISMATCH';

/** A drop and its reason. */
export interface Explanation {
  readonly kind: 'drop';
  readonly code: ExplanationCode;
  /** One sentence that names the objects at fault. */
  readonly text: string;
}

/** Makes an {@link Explanation}. */
export function drop(code: ExplanationCode, text: string): Explanation {
  return { kind: 'drop', code, text };
}
