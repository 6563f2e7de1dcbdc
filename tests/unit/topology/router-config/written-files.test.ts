import { describe, expect, it } from 'vitest';
import { takeApart } from '../../../../lab/topology/router-config/written-files.ts';

const apart = (...lines: readonly string[]) =>
  takeApart({ path: '', from: 'commands.sh', text: lines.join('\n') });
const writtenBy = (...lines: readonly string[]): Record<string, string> =>
  Object.fromEntries(apart(...lines).written.map(({ path, text }) => [path, text]));

describe('what a script writes to files', () => {
  it.each([
    ['cat <<EOF > /etc/a', 'one'],
    ['cat > /etc/a << "EOF"', 'one'],
    ["sudo tee /etc/a >/dev/null <<'EOF'", 'one'],
    ['cat <<-EOF | sudo tee -a /etc/a', '\tone'],
  ])('stands in a here-document: %s', (command, line) => {
    const { written, commands } = apart('# <<EOF', command, line, 'EOF', 'ipsec restart');
    expect(written).toEqual([{ path: '/etc/a', from: 'commands.sh', text: '\n\none' }]);
    expect(commands.text.split('\n')).toEqual(['# <<EOF', command, '', '', 'ipsec restart']);
  });

  it('has the values of variables where the shell puts them, and no others', () => {
    const script = ['A=1.2.3.4', "export B='x y'", 'C=$(hostname)', 'D=$A/32', 'E=1', 'E=2'];
    const line = '$A ${B} $C ${D} $E ${F:-f} \\$A';
    expect(writtenBy(...script, 'cat >/etc/a <<EOF', line, 'EOF')['/etc/a']?.trim()).toBe(
      '1.2.3.4 x y $C 1.2.3.4/32 $E f $A',
    );
    expect(writtenBy(...script, "cat >/etc/a <<'EOF'", line, 'EOF')['/etc/a']?.trim()).toBe(line);
  });

  it('comes by echo, too, line after line', () => {
    const written = writtenBy(
      'echo "a \\"b\\"" > /etc/x',
      'true',
      "echo 'c' | sudo tee -a /etc/x",
      'echo d >>/etc/x',
    );
    expect(written['/etc/x']).toBe('a "b"\n\nc\nd');
  });

  it('is what the last of several writers has that begin anew', () => {
    const { written, replaced } = apart('echo a > /etc/x', 'echo b > /etc/x', 'echo c >> /etc/y');
    expect(written.map(({ path, text }) => [path, text.trim()])).toEqual([
      ['/etc/x', 'b'],
      ['/etc/y', 'c'],
    ]);
    expect([...replaced]).toEqual(['/etc/x']);
  });

  it("is FRR's configuration where it is given to vtysh, and lies where Debian has it", () => {
    expect(Object.keys(writtenBy('vtysh <<END', 'router bgp 65000', 'END'))).toEqual(['/etc/frr/frr.conf']);
    expect(Object.keys(writtenBy('echo a > /etc/strongswan/ipsec.conf'))).toEqual(['/etc/ipsec.conf']);
  });

  it('goes to the end of the script without the end of the here-document', () => {
    expect(writtenBy('cat > /etc/a <<EOF', 'one', 'two')['/etc/a']).toBe('\none\ntwo');
  });
});

it('takes for commands what a shell and ip get on their input, and for rules what a packet filter gets', () => {
  const { commands, written } = apart(
    'ip -batch - <<EOF',
    'link set Tunnel1 up',
    'EOF',
    "sudo bash -s <<'EOF'",
    'sysctl -p',
    'EOF',
    'nft -f - <<EOF',
    'tcp option maxseg size set rt mtu',
    'EOF',
  );
  expect(commands.text.split('\n')).toEqual([
    ...['ip -batch - <<EOF', 'ip link set Tunnel1 up', ''],
    ...["sudo bash -s <<'EOF'", 'sysctl -p', ''],
    ...['nft -f - <<EOF', '', ''],
  ]);
  expect(written.map(({ text }) => text.trim())).toEqual(['tcp option maxseg size set rt mtu']);
});
