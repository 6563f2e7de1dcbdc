import type { TunnelOption } from '../ec2/vpn.ts';
import type { Shape } from '../json/shape.ts';

/** What of a tunnel's options is read (EC2 API, TunnelOption). */
export const TUNNEL_OPTION: Shape<TunnelOption> = {
  OutsideIpAddress: 'text',
  TunnelInsideCidr: 'text',
  TunnelInsideIpv6Cidr: 'text',
  PreSharedKey: 'text',
  Phase1LifetimeSeconds: 'number',
  Phase2LifetimeSeconds: 'number',
  RekeyMarginTimeSeconds: 'number',
  RekeyFuzzPercentage: 'number',
  ReplayWindowSize: 'number',
  DpdTimeoutSeconds: 'number',
  DpdTimeoutAction: 'text',
  StartupAction: 'text',
  LogOptions: {
    CloudWatchLogOptions: {
      LogEnabled: 'boolean',
      LogGroupArn: 'text',
      LogOutputFormat: 'text',
      BgpLogEnabled: 'boolean',
      BgpLogGroupArn: 'text',
      BgpLogOutputFormat: 'text',
    },
  },
  Phase1EncryptionAlgorithms: [{ Value: 'text' }],
  Phase2EncryptionAlgorithms: [{ Value: 'text' }],
  Phase1IntegrityAlgorithms: [{ Value: 'text' }],
  Phase2IntegrityAlgorithms: [{ Value: 'text' }],
  Phase1DHGroupNumbers: [{ Value: 'number' }],
  Phase2DHGroupNumbers: [{ Value: 'number' }],
  IkeVersions: [{ Value: 'text' }],
};
