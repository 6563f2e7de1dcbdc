import { expect, it } from 'vitest';
import { lineAt } from '../../../lab/engine/script-progress.ts';

const script = {
  name: 'commands.sh',
  text: 'ip link set Tunnel1 up\n  sleep 30\necho ": PSK \\"@S2S-KEY:k1@\\"" >>/etc/ipsec.secrets\n',
};

it('tells the line that a script is at, as its owner has written it', () => {
  expect(lineAt('at 2 118 sleep 30\n', script)).toBe('line 2: sleep 30');
  expect(lineAt('fail 1 2 118 sleep 30\n', script)).toBe('line 2: sleep 30');
});

it('shows no key', () => {
  expect(lineAt('at 3 118 echo ": PSK \\"a-key-of-its-own\\""\n', script)).toBe(
    'line 3: echo ": PSK (hidden)',
  );
});

it('tells nothing before a script has begun, nor behind its end', () => {
  expect(lineAt('', script)).toBeNull();
  expect(lineAt('end 0 hB\n', script)).toBeNull();
  expect(lineAt('at 9 118 : s2s-end-of-script\n', script)).toBeNull();
});
