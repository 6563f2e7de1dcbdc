import type { VirtualAddressView } from '../../../lab/view/virtual-addresses.ts';
import { describe, expect, it } from 'vitest';
import { checksExitCode, matrixExitCode, statusExitCode, suiteExitCode } from '../../../lab/cli/exit-code.ts';
import type { CheckedLab } from '../../../lab/cli/exit-code.ts';
import type { LiveRoute, LiveTable } from '../../../lab/probe/live-routes.ts';
import type { LiveVpnGateway } from '../../../lab/probe/live-vpn-gateways.ts';
import { outcomeOf, worstVerdict } from '../../../lab/scenario/result.ts';
import type { ScenarioResult } from '../../../lab/scenario/result.ts';
import { broken, failed, passed, skipped, suite } from '../scenario/fixtures.ts';

describe('exit codes', () => {
  it('tell passed, failed and inconclusive apart', () => {
    expect(matrixExitCode({ verdict: 'passed' })).toBe(0);
    expect(matrixExitCode({ verdict: 'failed' })).toBe(1);
    expect(matrixExitCode({ verdict: 'inconclusive' })).toBe(4);
  });

  it.each<[string, Partial<CheckedLab>, number, number]>([
    ['all is as the file says', {}, 0, 0],
    ['a tunnel is down, whatever the matrix says', { failures: ['Tunnel1'] }, 1, 1],
    ['a node does not run', { nodes: [{ running: true }, { running: false }] }, 1, 1],
    ['the matrix failed', { matrix: { verdict: 'failed' } }, 1, 1],
    ['the matrix is inconclusive', { matrix: { verdict: 'inconclusive' } }, 4, 4],
    ['the hosts could not be probed', { matrix: null }, 4, 4],
    ['the hosts could not be probed, and a tunnel is down', { matrix: null, failures: ['Tunnel1'] }, 1, 1],
    [
      'a router has lost its keepalived',
      { virtualAddresses: [{ routers: [{ router: 'two', vrrpPriority: 90, keepalived: false }] }] },
      ...([1, 1] as const),
    ],
    ['there is a warning', { warnings: ['Tunnel1'] }, 0, 1],
  ])('of a lab where %s', (_, change, code, strict) => {
    const lab: CheckedLab = {
      nodes: [{ running: true }],
      failures: [],
      matrix: { verdict: 'passed' },
      warnings: [],
      virtualAddresses: [],
      ...change,
    };
    expect(checksExitCode(lab)).toBe(code);
    expect(checksExitCode(lab, true)).toBe(strict);
  });
});

describe('exit code of a lab as it is now', () => {
  const route = { destinationCidrBlock: '10.10.0.0/16', attachment: 'att-vpc-a', nextNode: 'vpc-a' };
  const table = (state: LiveRoute['state']): LiveTable[] => [
    { transitGateway: 'tgw', name: 'tgw-rt-vpn', associations: [], routes: [{ ...route, state }] },
  ];
  const vpnGateways = (state: LiveRoute['state']): LiveVpnGateway[] => {
    const [destinationCidrBlock, target] = ['10.30.0.0/16', 'vgw'];
    const propagated = {
      destinationCidrBlock,
      origin: 'propagated',
      target,
      nextNode: target,
      state,
    } as const;
    const vpcTable = { vpc: 'vpc-a', name: 'vpc-a-private', routes: [propagated] };
    return [{ vpnGateway: 'vgw', routes: [], vpcRouteTables: [vpcTable] }];
  };
  const virtualAddress: VirtualAddressView = {
    virtualIpAddress: '10.30.128.254',
    lan: 'onprem-lan',
    heldBy: ['one'],
    routers: ['one', 'two'].map((router) => ({ router, vrrpPriority: 100, keepalived: true })),
  };
  const well = {
    nodes: [{ running: true }],
    tunnels: [{ up: true, downAsConfigured: null }],
    virtualAddresses: [virtualAddress],
    routeTables: table('in use'),
    vpnGateways: vpnGateways('in use'),
    faults: [],
  };

  it('is 0 where everything is as it should be, a tunnel that nobody initiates among it', () => {
    expect(statusExitCode(well)).toBe(0);
    expect(statusExitCode({ ...well, tunnels: [{ up: false, downAsConfigured: 'nobody' }] })).toBe(0);
  });

  it.each([
    ['a dead node', { nodes: [{ running: true }, { running: false }] }],
    ['a tunnel that is down', { tunnels: [{ up: false, downAsConfigured: null }] }],
    ['an address that nobody has', { virtualAddresses: [{ ...virtualAddress, heldBy: [] }] }],
    ['an address that two have', { virtualAddresses: [{ ...virtualAddress, heldBy: ['one', 'two'] }] }],
    [
      'a router that could not take the address',
      {
        virtualAddresses: [
          {
            ...virtualAddress,
            routers: virtualAddress.routers.map((each) => ({ ...each, keepalived: false })),
          },
        ],
      },
    ],
    ['a missing route', { routeTables: table('missing') }],
    ['route tables that cannot be read', { routeTables: null }],
    ['a missing route of a VPC', { vpnGateways: vpnGateways('missing') }],
    ['a virtual private gateway that cannot be read', { vpnGateways: null }],
    ['a fault', { faults: [{}] }],
    ['faults that cannot be read', { faults: null }],
  ])('is 1 with %s', (_, change) => {
    expect(statusExitCode({ ...well, ...change })).toBe(1);
  });
});

describe('exit codes of scenarios', () => {
  const codeOf = (...scenarios: readonly ScenarioResult[]): number =>
    suiteExitCode({ verdict: worstVerdict(scenarios.map(outcomeOf)), scenarios });
  const inconclusive = { ...failed, verdict: 'inconclusive' } as const;
  const crashed = { ...broken, failure: { ...broken.failure!, exitCode: 3 } };

  it('are those of the worst: what could not be carried out, then failures, then what is inconclusive', () => {
    expect(codeOf(passed, passed)).toBe(0);
    expect(codeOf(passed, inconclusive)).toBe(4);
    expect(codeOf(inconclusive, failed)).toBe(1);
    expect(codeOf(failed, crashed)).toBe(3);
  });

  it('take no notice of what was skipped', () => {
    expect(codeOf(passed, skipped)).toBe(0);
    expect(codeOf(skipped, failed)).toBe(1);
    expect(codeOf({ ...failed, control: true }, { ...skipped, control: true })).toBe(0);
  });

  it('tell bad input from a lab that could not run', () => {
    expect(codeOf(passed, broken)).toBe(2);
    expect(codeOf(broken, crashed)).toBe(3);
  });

  it('are the other way round for control runs', () => {
    const control = (result: ScenarioResult): ScenarioResult => ({ ...result, control: true });
    expect(codeOf(control(failed))).toBe(0);
    expect(codeOf(control(failed), control(passed))).toBe(1);
    expect(codeOf(control(inconclusive))).toBe(4);
    expect(codeOf(control(crashed))).toBe(3);
  });

  it('are 0 where nothing ran, since nothing failed', () => {
    expect(suiteExitCode(suite([]))).toBe(0);
  });
});
