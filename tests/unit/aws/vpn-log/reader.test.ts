import { expect, it } from 'vitest';
import { vpnLogReader } from '../../../../lab/aws/vpn-log/reader.ts';
import { tunnelNamed } from '../../../../lab/topology/graph/tunnels.ts';
import { loadLab } from '../../../../lab/topology/load.ts';
import type { CloudWatchLogOptions } from '../../../../lab/topology/types.ts';

const SAID = [
  '00[IKE] remote host is behind NAT',
  '2026-11-28 17:22:03.637 <TRACE> customer: BGP session established',
];

/** Which of the two logs has a record of what the node has said. */
function logsOf(cloudWatchLogOptions?: CloudWatchLogOptions): readonly string[] {
  const ends = tunnelNamed(loadLab('scenarios/bgp/bgp-failover/lab.yaml'), 'tunnel-1');
  const options = {
    ...ends.tunnel.options,
    ...(cloudWatchLogOptions === undefined ? {} : { logOptions: { cloudWatchLogOptions } }),
  };
  const read = vpnLogReader({ ...ends, tunnel: { ...ends.tunnel, options } });
  return SAID.flatMap((text) => {
    const record = read('2026-11-28T17:22:03.637Z', text);
    if (record === null) return [];
    return 'type' in record ? 'bgp' : 'activity';
  });
}

it.each([
  [undefined, ['activity', 'bgp']],
  [{}, []],
  [{ logEnabled: true }, ['activity']],
  [{ bgpLogEnabled: true, logOutputFormat: 'text' as const }, ['bgp']],
  [{ logEnabled: true, bgpLogEnabled: true }, ['activity', 'bgp']],
])('with log options %j the logs have %j', (options, logs) => {
  expect(logsOf(options)).toEqual(logs);
});
