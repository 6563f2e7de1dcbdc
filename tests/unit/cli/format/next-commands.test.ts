import { describe, expect, it } from 'vitest';
import { formatNextCommands } from '../../../../lab/cli/format/next-commands.ts';
import { changedLab, referenceLab } from '../../fixtures/reference-lab.ts';
import { plain } from '../fixtures.ts';

describe('formatNextCommands', () => {
  it('suggests what works in the reference lab', () => {
    expect(formatNextCommands(referenceLab, '', plain)).toMatchInlineSnapshot(`
      "Next
        s2s ping onprem-server vpc-a-host   from on-premises into a VPC
        s2s capture internet udp port 4500  ESP in UDP on its way
        s2s status                          nodes, tunnels, live route tables
        s2s down                            remove the lab"
    `);
  });

  it('names any other lab', () => {
    const lab = changedLab((draft) => {
      draft.name = 'mine';
    });
    const text = formatNextCommands(lab, ' --name mine', plain);
    expect(text).toContain('s2s capture internet --name mine udp port 4500');
    expect(text).toContain('s2s down --name mine');
  });

  it('suggests no ping where none would be answered', () => {
    const lab = changedLab((draft) => {
      draft.gateways[0].routeTables = [];
    });
    expect(formatNextCommands(lab, '', plain)).not.toContain('s2s ping');
  });
});
