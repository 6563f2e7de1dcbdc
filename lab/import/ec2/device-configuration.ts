/**
 * What a download tells the owner of a customer gateway device to configure, for one VPN connection; the API calls it the
 * device's sample configuration (GetVpnConnectionDeviceSampleConfiguration).
 */
export interface DeviceConfiguration {
  readonly VpnConnectionId: string;
  /** ASN of AWS's end, where it speaks BGP. */
  readonly AmazonSideAsn?: number;
  readonly Tunnels: readonly DeviceTunnel[];
}

/** The customer's end of one tunnel; what is missing is as AWS's sample configurations have it. */
export interface DeviceTunnel {
  /** Of AWS's end: what the tunnel is known by. */
  readonly OutsideIpAddress: string;
  readonly KeyExchange?: 'ikev1' | 'ikev2';
  /** In strongSwan's notation, e.g. `aes128-sha1-modp1024`. */
  readonly IkeProposals?: readonly string[];
  readonly EspProposals?: readonly string[];
  readonly IkeLifetimeSeconds?: number;
  readonly LifetimeSeconds?: number;
  readonly DpdDelaySeconds?: number;
  readonly DpdTimeoutSeconds?: number;
  /** What brings the tunnel up, if not the device at its start. */
  readonly Auto?: 'route' | 'add';
  /** Traffic selectors of the device, where they are not everything. */
  readonly LeftSubnet?: string;
  readonly RightSubnet?: string;
  /** CIDR blocks of VPCs that the device is told to route into the tunnel. */
  readonly Destinations?: readonly string[];
}
