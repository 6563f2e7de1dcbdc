import type { Problem } from '../../errors.ts';
import type { Conn, RouterContext } from './conn.ts';
import type { RouterCommands, TunnelDevice } from './router-commands.ts';

/** What a conn's tunnel interface adds to the router connection. */
export interface DeviceSettings {
  readonly insideLocal: string;
  readonly insideRemote: string;
  readonly mtu: number;
}

/**
 * Checks the tunnel interface of a conn against it: the VTI and the conn must name the same peer, and
 * the VTI's key must be the conn's mark. Null after a fault without which there are no settings.
 */
export function readDevice(
  conn: Conn,
  context: RouterContext,
  commands: RouterCommands,
): DeviceSettings | null {
  const device = commands.devices.get(conn.fields.name);
  if (device === undefined) {
    const twin = [...commands.devices.values()].find(({ remote }) => remote === conn.fields.right);
    addFault(commands, {
      what: `conn ${conn.fields.name} (${conn.rightPlace}) has no tunnel interface of its name`,
      hint:
        twin === undefined
          ? `sudo ip link add ${conn.fields.name} type vti local ${context.privateIpAddress} remote ${conn.fields.right} key ${conn.fields.mark}`
          : `call '${twin.name}' (line ${twin.line}) ${conn.fields.name}: it leads to the same endpoint`,
    });
    return null;
  }
  checkEnds(conn, device, context, commands);
  const missing = (what: string, command: string): void =>
    addFault(commands, { line: device.line, key: device.name, what, hint: `sudo ip ${command}` });
  if (!device.up) missing('this interface is never set up', `link set ${device.name} up mtu 1419`);
  if (device.mtu === null) missing('this interface gets no MTU', `link set ${device.name} up mtu 1419`);
  if (device.inside === null) {
    missing(
      'this interface gets no inside address',
      `addr add <customer>/30 remote <aws>/30 dev ${device.name}`,
    );
  }
  if (device.inside === null || device.mtu === null) return null;
  const { local, remote } = device.inside.value;
  return { insideLocal: local, insideRemote: remote, mtu: device.mtu.value };
}

function checkEnds(conn: Conn, device: TunnelDevice, context: RouterContext, commands: RouterCommands): void {
  const place = { line: device.line, key: `${device.name}` };
  if (device.key !== conn.fields.mark) {
    addFault(commands, {
      ...place,
      value: `key ${device.key}`,
      what: `the key of the VTI is not the mark of its conn, mark=${conn.fields.mark} (${conn.markPlace})`,
      rule: 'a VTI takes the packets that bear its key as mark',
      hint: `key ${conn.fields.mark}, or mark=${device.key}`,
    });
  }
  if (device.remote !== conn.fields.right) {
    addFault(commands, {
      ...place,
      value: `remote ${device.remote}`,
      what: `the VTI leads to another endpoint than its conn, right=${conn.fields.right} (${conn.rightPlace})`,
      hint: `remote ${conn.fields.right}`,
    });
  }
  if (device.local !== context.privateIpAddress) {
    const behindNat = device.local === context.ipAddress;
    addFault(commands, {
      ...place,
      value: `local ${device.local}`,
      what: behindNat
        ? 'the Elastic IP is not an address of the router: the NAT in front of it has it'
        : 'the router has no such address',
      rule: 'behind a NAT the VTI has the private address, and leftid alone the public one',
      hint: `local ${context.privateIpAddress}`,
    });
  }
}

function addFault(commands: RouterCommands, fault: Omit<Problem, 'file'>): void {
  commands.findings.faults.push({ file: commands.file, ...fault });
}
