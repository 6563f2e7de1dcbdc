import { describe, expect, it } from 'vitest';
import { mergeObjects } from '../../../lab/import/merge.ts';
import { placesIn } from '../../../lab/import/found.ts';
import type { Found } from '../../../lab/import/found.ts';
import type { TunnelOption, VpnConnection } from '../../../lab/import/ec2/vpn.ts';

const ID = 'vpn-1';
const vpn = (
  file: string,
  TunnelOptions: TunnelOption[],
  more: Partial<Found<VpnConnection>> = {},
): Found<VpnConnection> => ({
  item: { VpnConnectionId: ID, Options: { TunnelOptions } },
  at: placesIn(
    file,
    new Map([
      ['', 1],
      ...TunnelOptions.map((_, index) => [`Options.TunnelOptions[${index}]`, 10 + index] as const),
    ]),
  ),
  ...more,
});

const SAMPLE = vpn(
  'a.xml',
  [
    { OutsideIpAddress: '192.0.2.2', TunnelInsideCidr: '169.254.11.0/30', PreSharedKey: 'sample.two' },
    {
      OutsideIpAddress: '192.0.2.1',
      TunnelInsideCidr: '169.254.10.0/30',
      PreSharedKey: 'sample.one',
      Phase1LifetimeSeconds: 28800,
    },
  ],
  { isSample: true },
);
const DESCRIBED = vpn('b.json', [
  {
    OutsideIpAddress: '192.0.2.1',
    Phase1LifetimeSeconds: 900,
    Phase1DHGroupNumbers: [],
    PreSharedKey: 'other.one',
  },
  { OutsideIpAddress: '192.0.2.2' },
]);

describe('mergeObjects', () => {
  it.each([
    ['the sample first', [SAMPLE, DESCRIBED]],
    ['the description first', [DESCRIBED, SAMPLE]],
  ])('joins tunnels by outside address, and TunnelOptions win: %s', (_, all) => {
    const { objects, notes } = mergeObjects(all.map((each) => ({ VpnConnections: [each] })));
    const [merged, ...others] = objects.VpnConnections;
    expect(others).toEqual([]);
    expect(merged!.item.Options?.TunnelOptions).toEqual([
      {
        OutsideIpAddress: '192.0.2.1',
        TunnelInsideCidr: '169.254.10.0/30',
        PreSharedKey: 'other.one',
        Phase1LifetimeSeconds: 900,
        Phase1DHGroupNumbers: [],
      },
      { OutsideIpAddress: '192.0.2.2', TunnelInsideCidr: '169.254.11.0/30', PreSharedKey: 'sample.two' },
    ]);
    expect(merged!.at(['Options', 'TunnelOptions', 0, 'Phase1LifetimeSeconds'])).toEqual({
      file: 'b.json',
      line: 10,
    });
    expect(merged!.at(['Options', 'TunnelOptions', 0, 'TunnelInsideCidr'])).toEqual({
      file: 'a.xml',
      line: 11,
    });
    expect(notes).toEqual([
      { file: 'a.xml', line: 11, key: 'PreSharedKey', what: 'differs from TunnelOptions, which win' },
    ]);
  });

  it('leaves out a tunnel that only a sample still has', () => {
    const { objects, notes } = mergeObjects([
      {
        VpnConnections: [
          vpn('b.json', [{ OutsideIpAddress: '192.0.2.1' }, { OutsideIpAddress: '192.0.2.3' }]),
        ],
      },
      { VpnConnections: [SAMPLE] },
    ]);
    const tunnels = objects.VpnConnections[0]!.item.Options?.TunnelOptions ?? [];
    expect(tunnels.map(({ OutsideIpAddress }) => OutsideIpAddress)).toEqual(['192.0.2.1', '192.0.2.3']);
    expect(notes).toMatchObject([{ file: 'a.xml', line: 10, value: '192.0.2.2' }]);
  });

  it('keeps every tunnel of samples that hold one each', () => {
    const one = vpn('1.txt', [{ OutsideIpAddress: '192.0.2.1' }], { isSample: true });
    const two = vpn('2.txt', [{ OutsideIpAddress: '192.0.2.2' }], { isSample: true });
    const { objects } = mergeObjects([{ VpnConnections: [one] }, { VpnConnections: [two] }]);
    expect(objects.VpnConnections[0]!.item.Options?.TunnelOptions).toHaveLength(2);
  });

  it('leaves out what is deleted, with a note', () => {
    const at = placesIn('x.json', new Map([['State', 7]]));
    const { objects, notes } = mergeObjects([
      { VpnConnections: [{ item: { VpnConnectionId: ID, State: 'deleted' }, at }] },
      { Instances: [{ item: { InstanceId: 'i-1', State: { Name: 'terminated' } }, at }] },
    ]);
    expect([objects.VpnConnections, objects.Instances]).toEqual([[], []]);
    expect(notes).toEqual([
      { file: 'x.json', line: 7, key: 'Instances i-1', what: 'is terminated, and left out' },
      { file: 'x.json', line: 7, key: 'VpnConnections vpn-1', what: 'is deleted, and left out' },
    ]);
  });
});
