import { expect, it } from 'vitest';
import { byCause, notesView } from '../../../lab/view/notes.ts';
import { changedLab } from '../fixtures/reference-lab.ts';

it('says once what keeps several tunnels down, and apart what differs', () => {
  const lab = changedLab(({ customerGateways: [gateway] }) => {
    for (const connection of gateway!.router.connections) connection.leftId = '10.30.12.85';
    gateway!.router.connections[1]!.keyExchange = 'ikev2';
    gateway!.router.connections[1]!.espProposals = ['aes256-md5'];
  });
  const causes = byCause(notesView(lab).warnings).map((alike) =>
    alike.map(({ code, tunnel }) => `${code} ${tunnel}`),
  );
  expect(causes).toContainEqual(['TUNNEL_DOWN_ID_MISMATCH tunnel-1', 'TUNNEL_DOWN_ID_MISMATCH tunnel-2']);
  expect(causes.length).toBeGreaterThan(1);
});
