import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../lab/errors.ts';
import {
  deleteNatGateway,
  detachInternetGateway,
  disassociateAddress,
} from '../../../../lab/topology/edits/internet.ts';
import { loadLab } from '../../../../lab/topology/load.ts';

const lab = loadLab('tests/fixtures/labs/internet.yaml');

describe('edits towards the Internet', () => {
  it('DetachInternetGateway leaves the gateway without a VPC', () => {
    const { gateways } = detachInternetGateway(lab, { internetGateway: 'igw' });
    expect(gateways.find(({ name }) => name === 'igw')!.attachments).toEqual([]);
    expect(() => detachInternetGateway(lab, { internetGateway: 'igv' })).toThrow(/did you mean igw/);
  });

  it('DeleteNatGateway leaves the routes that lead to it', () => {
    const { vpcs } = deleteNatGateway(lab, { natGateway: 'nat' });
    expect(vpcs[0]!.natGateways).toEqual([]);
    expect(vpcs[0]!.routeTables).toEqual(lab.vpcs[0]!.routeTables);
    expect(() => deleteNatGateway(lab, { natGateway: 'web' })).toThrow(UsageError);
  });

  it('DisassociateAddress takes an address that is there', () => {
    const { vpcs } = disassociateAddress(lab, { instance: 'web' });
    expect(vpcs[0]!.instances[0]).toEqual({ ...lab.vpcs[0]!.instances[0], publicIpAddress: null });
    expect(() => disassociateAddress(lab, { instance: 'no-eip' })).toThrow(/has no Elastic IP address/);
  });
});
