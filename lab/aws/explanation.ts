/**
 * Why a packet is dropped. The names are AWS's (VPC Reachability Analyzer guide, Explanation codes), and
 * CYCLIC_PATH_DETECTED is that of Route Analyzer (AWS Network Manager API, RouteAnalysisCompletion). AWS analyses
 * nothing beyond its own edge, so the rest are the lab's own.
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
  | 'TRAFFIC_SELECTOR_MISMATCH'
  | NodeCode
  | TunnelCode;

/** What can be wrong with a node or a link. */
type NodeCode =
  | 'NODE_NOT_RUNNING'
  | 'LINK_DOWN'
  | 'PACKET_LOSS'
  | 'PACKET_FILTERED'
  | 'PATH_MTU_EXCEEDED'
  | 'SOURCE_DEST_CHECK'
  | 'IP_FORWARDING_DISABLED'
  /** Strict rp_filter: the source's route does not lead to the interface that the packet came by. */
  | 'REVERSE_PATH_FILTERED'
  /** The destination was reached and sent no answer. */
  | 'NO_ANSWER'
  /** The host has not got its address. */
  | 'ADDRESS_MISSING'
  /** Another node on the way has the destination's address, and takes the packet for its own. */
  | 'ADDRESS_ELSEWHERE'
  /** The host itself has no route to the other one. */
  | 'HOST_ROUTE_MISSING'
  /** Nobody answers ARP for the next hop of the host's route. */
  | 'NEXT_HOP_UNREACHABLE'
  /** A routing rule sends the packet to another table than the one that has the right route. */
  | 'POLICY_ROUTE_MISMATCH'
  /** A NAT rule gives the packet a source that no answer finds its way to. */
  | 'SOURCE_TRANSLATED'
  /** A NAT rule sends the packet to another destination. */
  | 'DESTINATION_TRANSLATED';

/** What can be wrong with a tunnel. TUNNEL_DOWN: there is no CHILD_SA, or not at both ends. */
type TunnelCode =
  /** The peer's IKE daemon does not run, or answers nothing. */
  | 'TUNNEL_DOWN_IKE_NO_RESPONSE'
  | 'TUNNEL_DOWN_AUTHENTICATION_FAILED'
  | 'TUNNEL_DOWN_ID_MISMATCH'
  | 'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN'
  /** The IKE_SA is ESTABLISHED; the proposals for the CHILD_SA, with their PFS group, have none in common. */
  | 'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN'
  /** There is no SA, or at one end only, and no end negotiates. */
  | 'TUNNEL_DOWN_NO_SA'
  /** UDP 500 or 4500 does not pass between the router and the endpoint. */
  | 'IKE_BLOCKED'
  /** IKE passes, ESP does not. */
  | 'ESP_BLOCKED'
  | 'NAT_MAPPING_EXPIRED'
  | 'CUSTOMER_GATEWAY_ADDRESS_CHANGED'
  /** The router's tunnel interface is missing, down, or without its inside address. */
  | 'TUNNEL_INTERFACE_DOWN'
  /** A route leads into a tunnel that is down while another tunnel is up. */
  | 'ROUTE_INTO_DEAD_TUNNEL'
  | 'DUPLICATE_INSIDE_CIDR';

/** A drop and its reason. */
export interface Explanation {
  readonly kind: 'drop';
  readonly code: ExplanationCode;
  /** One sentence that names the objects at fault. */
  readonly text: string;
  /**
   * Where the node drops it on the way into ESP, the node at the tunnel's other end: the packet has been sent out of
   * the tunnel's interface by then, and does not come out of the tunnel.
   */
  readonly tunnelPeer?: string;
}

/** Makes an {@link Explanation}. */
export function drop(code: ExplanationCode, text: string): Explanation {
  return { kind: 'drop', code, text };
}
