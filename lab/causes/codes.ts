/**
 * Why a packet is dropped, in AWS's names: the explanation codes of VPC Reachability Analyzer (its guide, Explanation
 * codes); CYCLIC_PATH_DETECTED is that of Route Analyzer (AWS Network Manager API, RouteAnalysisCompletion).
 */
export const AWS_CODES = [
  'ENI_SG_RULES_MISMATCH',
  'SUBNET_ACL_RESTRICTION',
  'NO_ROUTE_TO_DESTINATION',
  'BAD_STATE_ROUTE',
  'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
  'NO_POSSIBLE_DESTINATION',
  'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
  'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
  'TGW_ROUTE_AZ_RESTRICTION',
  'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION',
  'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
  'TGW_RTB_BAD_STATE_ROUTE',
  'TGW_BAD_STATE_VPN',
  'CYCLIC_PATH_DETECTED',
] as const;

/** Codes of the lab's own, for AWS analyses nothing beyond its own edge. */
export const LAB_CODES = [
  // What can be wrong with a node or a link.
  'NODE_NOT_RUNNING',
  'LINK_DOWN',
  'PACKET_LOSS',
  'PACKET_FILTERED',
  'PATH_MTU_EXCEEDED',
  'SOURCE_DEST_CHECK',
  'CONNECTION_NOT_TRACKED',
  'IP_FORWARDING_DISABLED',
  'REVERSE_PATH_FILTERED',
  'NO_ANSWER',
  'ADDRESS_MISSING',
  'ADDRESS_ELSEWHERE',
  'HOST_ROUTE_MISSING',
  'NEXT_HOP_UNREACHABLE',
  'POLICY_ROUTE_MISMATCH',
  'SOURCE_TRANSLATED',
  'DESTINATION_TRANSLATED',
  // What can be wrong with a tunnel. TUNNEL_DOWN: there is no CHILD_SA, or not at both ends.
  'TUNNEL_DOWN_IKE_NO_RESPONSE',
  'TUNNEL_DOWN_AUTHENTICATION_FAILED',
  'TUNNEL_DOWN_ID_MISMATCH',
  'TUNNEL_DOWN_NO_PROPOSAL_CHOSEN',
  'TUNNEL_DOWN_CHILD_SA_NO_PROPOSAL_CHOSEN',
  'TUNNEL_DOWN_NO_SA',
  'IKE_CONFIGURATION_INVALID',
  'UPDOWN_SCRIPT_HANGS',
  'TRAFFIC_SELECTOR_MISMATCH',
  'IKE_BLOCKED',
  'ESP_BLOCKED',
  'NAT_MAPPING_EXPIRED',
  'CUSTOMER_GATEWAY_ADDRESS_CHANGED',
  'TUNNEL_INTERFACE_DOWN',
  // What the IPsec of the router's kernel has against a packet of a tunnel that is up.
  'TUNNEL_INTERFACE_MISMATCH',
  'IPSEC_BYPASSED',
  'IPSEC_POLICY_REPLACED',
  'IPSEC_POLICY_REFUSED',
  'IPSEC_POLICY_MISSING',
  'IPSEC_SA_MISSING',
  'IPSEC_LOOP',
  // What routes lead into.
  'ROUTE_INTO_DEAD_TUNNEL',
  'DUPLICATE_INSIDE_CIDR',
  // What can be wrong with BGP over a tunnel that is up.
  'BGP_SESSION_DOWN',
  'BGP_PREFIX_LIMIT',
  'BGP_ROUTE_NOT_ANNOUNCED',
  // What can be wrong with Direct Connect.
  'DIRECT_CONNECT_DOWN',
  // What can be wrong with the address that routers of a site share by VRRP.
  'VRRP_SPLIT_BRAIN',
  'VRRP_NO_ACTIVE_ROUTER',
] as const;

/** What every cause is filed under; several causes may share a code. */
export type ExplanationCode = (typeof AWS_CODES)[number] | (typeof LAB_CODES)[number];
