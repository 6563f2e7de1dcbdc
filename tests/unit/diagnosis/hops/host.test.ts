import { expect, it } from 'vitest';
import { hopsAtHost } from '../../../../lab/diagnosis/hops/host.ts';
import { visit } from '../recorded.ts';

it('tells by which route a host sends, and by which interface it receives', () => {
  const [sends] = hopsAtHost(visit('answered', 'forward', 'onprem-server'));
  expect(sends).toMatchObject({ verdict: 'ok', text: 'onprem-server sends it by eth0' });
  expect(sends!.evidence).toContain('default via 10.30.128.1 dev eth0');
  const [receives] = hopsAtHost(visit('answered', 'forward', 'vpc-a-host'));
  expect(receives).toMatchObject({ text: 'vpc-a-host receives it', evidence: 'seen coming in by eth0' });
});
