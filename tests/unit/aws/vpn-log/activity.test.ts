import { describe, expect, it } from 'vitest';
import { activityLog } from '../../../../lab/aws/vpn-log/activity.ts';

const TIME = '2026-11-24T05:20:23.123456789Z';

/** Lines of charon at AWS's end, as `phase 1/phase 2: details`. */
function read(...lines: readonly string[]): string[] {
  const log = activityLog(true);
  return lines.flatMap((line) => {
    const record = log(TIME, line);
    return record === null
      ? []
      : [`${record.ike_phase1_state}/${record.ike_phase2_state}: ${record.details}`];
  });
}

const UP = [
  '08[IKE] <tunnel-1|1> IKE_SA tunnel-1[1] established between 43.200.198.51[43.200.198.51]...3.36.6.148[3.36.6.148]',
  '07[IKE] <tunnel-1|1> CHILD_SA tunnel-1{1} established with SPIs b46e998b_i e9b438aa_o and TS 0.0.0.0/0 === 0.0.0.0/0',
];

describe('the tunnel activity log', () => {
  it('has the fields of AWS', () => {
    const log = activityLog(false);
    expect(log(TIME, '07[IKE] <1> 3.36.6.148 is initiating a Main Mode IKE_SA')).toEqual({
      event_timestamp: Date.parse('2026-11-24T05:20:23.123Z'),
      timestamp: '2026-11-24 05:20:23.123Z',
      dpd_enabled: false,
      nat_t_detected: false,
      ike_phase1_state: 'Negotiating',
      ike_phase2_state: 'Down',
      details: '3.36.6.148 is initiating a Main Mode IKE_SA',
    });
    expect(log(TIME, '07[IKE] <1> remote host is behind NAT')).toMatchObject({ nat_t_detected: true });
  });

  it('leaves out what says nothing of the tunnel', () => {
    expect(read('07[NET] <1> received packet', '07[CFG] loaded IKE secret', 'tunnel-1: ready')).toEqual([]);
  });

  it('follows a tunnel up, and down by a DELETE', () => {
    const states = read(
      '07[IKE] <1> 3.36.6.148 is initiating a Main Mode IKE_SA',
      ...UP,
      '11[IKE] <tunnel-1|1> received DELETE for IKE_SA tunnel-1[1]',
    );
    expect(states.map((each) => each.split(':')[0])).toEqual([
      'Negotiating/Down',
      'Established/Down',
      'Established/Established',
      'Down/Down',
    ]);
    expect(states.at(-1)).toBe('Down/Down: AWS tunnel received DELETE for IKE_SA from CGW');
  });

  it('stays established while an SA takes the place of another', () => {
    const states = read(
      ...UP,
      '11[IKE] <tunnel-1|1> inbound CHILD_SA tunnel-1{2} established with SPIs c1_i c2_o and TS 0.0.0.0/0 === 0.0.0.0/0',
      '11[IKE] <tunnel-1|1> closing CHILD_SA tunnel-1{1} with SPIs b4_i (84 bytes) e9_o (84 bytes)',
      '12[IKE] <tunnel-1|2> IKE_SA tunnel-1[2] rekeyed between 43.200.198.51[43.200.198.51]...3.36.6.148[3.36.6.148]',
      '12[IKE] <tunnel-1|1> received DELETE for IKE_SA tunnel-1[1]',
    );
    expect(states.map((each) => each.split(':')[0]).slice(1)).toEqual(
      Array(5).fill('Established/Established'),
    );
  });

  it.each([
    [
      '14[JOB] <tunnel-1|1> DPD check timed out, enforcing DPD action',
      'Peer is not responsive - Declaring peer dead',
    ],
    ['14[IKE] <tunnel-1|1> giving up after 5 retransmits', 'AWS tunnel DPD timed out after 5 retransmits'],
    [
      "09[IKE] <tunnel-1|1> tried 1 shared key for '43.200.198.51' - '3.36.6.148', but MAC mismatched",
      'AWS tunnel detected a pre-shared key mismatch with cgw: 3.36.6.148',
    ],
    [
      '05[IKE] <1> ID_PROT request with message ID 0 processing failed',
      'AWS tunnel payload decryption was unsuccessful due to invalid Pre-shared Key',
    ],
    ['05[IKE] <1> received proposals unacceptable', 'No Proposal Match Found by AWS'],
    [
      '05[JOB] <1> deleting half open IKE_SA with 3.36.6.148 after timeout',
      'AWS tunnel Timeout: deleting un-established Phase 1 IKE_SA with cgw: 3.36.6.148',
    ],
  ])('says of %s what AWS says, and the tunnel is down', (line, message) => {
    expect(read(...UP, line).at(-1)).toBe(`Down/Down: ${message}`);
  });

  it.each([
    [
      '05[IKE] <tunnel-1|1> received DELETE for ESP CHILD_SA with SPI c0ffee00',
      'AWS tunnel received DELETE for Phase 2 SA with SPI: c0ffee00',
    ],
    [
      '05[CFG] <tunnel-1|1> no acceptable proposal found',
      'No Proposal Match Found. Notifying with "No proposal chosen"',
    ],
    [
      '05[IKE] <tunnel-1|1> detected CHILD_REKEY collision with CHILD_DELETE',
      'AWS tunnel detected a (CHILD_REKEY) collision as CHILD_DELETE',
    ],
  ])('says of %s what AWS says, and the tunnel stays', (line, message) => {
    expect(read(...UP, line).at(-1)).toBe(`Established/Established: ${message}`);
  });

  it('keeps phase 1 where phase 2 fails', () => {
    const failed = '05[IKE] <tunnel-1|1> failed to establish CHILD_SA, keeping IKE_SA';
    expect(read(UP[0]!, failed).at(-1)).toBe(
      'Established/Down: AWS tunnel Phase 2 was unable to establish while keeping Phase 1',
    );
  });
});
