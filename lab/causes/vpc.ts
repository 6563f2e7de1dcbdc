import type { Cause } from './cause.ts';

/** What stops a packet in a VPC. */
export const VPC_CAUSES = {
  noInboundRule: {
    code: 'ENI_SG_RULES_MISMATCH',
    text: '{groups} of {instance} has no inbound rule for {traffic} from {peer}',
    cure: 'add an inbound rule for {traffic} from {peerBlock} to {group}',
    source: 'AWS VPC user guide, Security groups',
  },
  noOutboundRule: {
    code: 'ENI_SG_RULES_MISMATCH',
    text: '{groups} of {instance} has no outbound rule for {traffic} to {peer}',
    cure: 'add an outbound rule for {traffic} to {peerBlock} to {group}',
    source: 'AWS VPC user guide, Security groups',
  },
  networkAclDenies: {
    code: 'SUBNET_ACL_RESTRICTION',
    text: 'rule {ruleNumber} of network ACL {acl} of subnet {subnet} denies {traffic}',
    cure: 'delete rule {ruleNumber} of {acl}, or allow {traffic} by a rule with a lower number (EC2 API: ReplaceNetworkAclEntry)',
    source: 'AWS VPC user guide, Network ACL rules',
  },
  noNetworkAclRule: {
    code: 'SUBNET_ACL_RESTRICTION',
    text: 'network ACL {acl} of subnet {subnet} has no rule for {traffic}, so its last, *, denies it',
    cure: 'add a rule to {acl} that allows {traffic} (EC2 API: CreateNetworkAclEntry)',
    source: 'AWS VPC user guide, Custom network ACLs',
  },
  noEphemeralPorts: {
    code: 'SUBNET_ACL_RESTRICTION',
    text: 'network ACL {acl} of subnet {subnet} has no rule for {traffic}: it is stateless, so answers need a rule, too, for the ephemeral ports that clients have',
    cure: 'add a rule to {acl} that allows {protocol} ports 1024 to 65535 {direction} {peerBlock} (EC2 API: CreateNetworkAclEntry)',
    source: 'AWS VPC user guide, Ephemeral ports',
  },
  noSubnetRoute: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'route table {table} of subnet {subnet} has no applicable route to {address}',
    cure: 'add a route for {address} with the transit gateway as target to {table} (EC2 API: CreateRoute)',
    source: 'AWS VPC user guide, Route tables',
  },
  routePropagationOff: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'route table {table} of subnet {subnet} has no applicable route to {address}: {gateway} has one, and does not propagate it into {table}',
    cure: 'enable route propagation of {gateway} for {table} (EC2 API: EnableVgwRoutePropagation; propagatingVgws in the lab file)',
    source: 'AWS S2S VPN user guide, Enable route propagation',
  },
  subnetRouteIsBlackhole: {
    code: 'BAD_STATE_ROUTE',
    text: 'the route to {destination} in route table {table} is a blackhole',
    cure: 'give the route to {destination} in {table} the transit gateway as target',
    source: 'EC2 API, Route: state blackhole',
  },
  routeTargetDetached: {
    code: 'BAD_STATE_ROUTE',
    text: 'the route to {destination} in route table {table} is a blackhole: {target} is not attached to {vpc}',
    cure: 'attach {target} to {vpc}, or give the route to {destination} in {table} another target',
    source: 'EC2 API, Route: state blackhole',
  },
  routeTargetGone: {
    code: 'BAD_STATE_ROUTE',
    text: 'the route to {destination} in route table {table} is a blackhole: {target} is deleted',
    cure: 'give the route to {destination} in {table} another target (EC2 API: ReplaceRoute)',
    source: 'EC2 API, Route: state blackhole',
  },
  noAttachmentInZone: {
    code: 'TGW_ROUTE_AZ_RESTRICTION',
    text: '{attachment} has no subnet in {zone}, where subnet {subnet} is: {gateway} takes nothing from there',
    cure: 'add a subnet of {zone} to {attachment} (EC2 API: ModifyTransitGatewayVpcAttachment; subnets in the lab file)',
    source: 'AWS Transit Gateway guide, VPC attachments',
  },
  connectionNotTracked: {
    code: 'CONNECTION_NOT_TRACKED',
    text: '{firewall} has seen no connection begin that the answer belongs to: the request took another way',
    cure: 'lead both directions by {firewall}: with applianceModeSupport: enable at the attachment of {vpc} a flow keeps to one availability zone (EC2 API: ModifyTransitGatewayVpcAttachment)',
    source: 'AWS Transit Gateway guide, Example: Appliance in a shared services VPC',
  },
  noInternetRoute: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'route table {table} of subnet {subnet} has no applicable route to {address}, which is on the Internet',
    cure: 'add a route to 0.0.0.0/0 to {table}: to an Internet gateway for a public subnet, to a NAT gateway for a private one',
    source: 'AWS VPC user guide, Internet gateways',
  },
  noPublicIpAddress: {
    code: 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    text: '{source} has no public address, so Internet gateway {gateway} does not let it out',
    cure: 'associate an Elastic IP address with the instance of {source} (EC2 API: AssociateAddress), or lead its subnet to a NAT gateway',
    source: 'AWS VPC user guide, Internet gateways',
  },
  privateDestination: {
    code: 'IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS',
    text: 'a route leads {address} to Internet gateway {gateway}, and it is no public address',
    cure: 'add a route for {address} with the transit gateway as target to the route table of the subnet (EC2 API: CreateRoute)',
    source: 'VPC Reachability Analyzer guide, Explanation codes',
  },
  notOnInternet: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: '{host} has no public address, and the Internet has no route to {address}',
    cure: 'associate an Elastic IP address with {host} in a public subnet, or go by a host that has one (a bastion)',
    source: 'RFC 1918',
  },
  natGatewayWithoutRoute: {
    code: 'NO_ROUTE_TO_DESTINATION',
    text: 'NAT gateway {gateway} is in subnet {subnet}, whose route table {table} has no applicable route to {address}',
    cure: 'put {gateway} into a public subnet, or add a route to 0.0.0.0/0 with the Internet gateway as target to {table}',
    source: 'AWS VPC user guide, NAT gateways',
  },
  noNatConnection: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: 'NAT gateway {gateway} has seen no connection begin that the packet from {source} to {destination} is part of',
    cure: 'lead answers back by the gateway that the requests came by: a NAT gateway lets nothing in unasked',
    source: 'AWS VPC user guide, NAT gateways',
  },
  beyondLocalRoute: {
    code: 'VPC_LOCAL_ROUTE_CIDR_RESTRICTION',
    text: 'the local route of {vpc} ({cidrBlocks}) does not include {address}',
    cure: 'route {address} to the attachment of another VPC in the transit gateway route table',
    source: 'AWS VPC user guide, Route priority',
  },
  noNetworkInterface: {
    code: 'NO_POSSIBLE_DESTINATION',
    text: 'no network interface of {vpc} has {address}',
    cure: 'start an instance with {address}, or s2s up if {host} is to have it',
    source: 'VPC Reachability Analyzer guide, Explanation codes',
  },
} as const satisfies Record<string, Cause>;
