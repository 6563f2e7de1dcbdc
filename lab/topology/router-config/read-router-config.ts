import type { Problem } from '../../errors.ts';
import { LabFileError } from '../../errors.ts';
import type { RouterConnection, RouterNote, RouterRoute } from '../types.ts';
import { readConn } from './conn.ts';
import type { Conn, RouterContext } from './conn.ts';
import { checkSetup } from './conn-keywords.ts';
import { mergeSettings } from './conn-settings.ts';
import type { Findings, RouterFile } from './findings.ts';
import { parseIpsecConf } from './ipsec-conf.ts';
import { parseIpsecSecrets, secretFor } from './ipsec-secrets.ts';
import type { Secret } from './ipsec-secrets.ts';
import { readCommands } from './read-commands.ts';
import type { RouterCommands } from './router-commands.ts';
import { readDevice } from './tunnel-device.ts';

/** A router's own configuration, as AWS's download for strongSwan has it. */
export interface RouterConfigFiles {
  readonly ipsecConf: RouterFile;
  readonly ipsecSecrets: RouterFile;
  /** Shell commands and sysctl.conf lines. */
  readonly commands: RouterFile;
}

export interface RouterConfig {
  readonly connections: RouterConnection[];
  readonly routes: RouterRoute[];
  readonly tunnelInterface: 'vti';
  readonly clampMss: boolean;
  /** Lines that are accepted but change nothing in the lab, in the order of the files. */
  readonly notes: RouterNote[];
}

/**
 * Reads a router's ipsec.conf, ipsec.secrets and set-up commands, and checks them against each other.
 * Every line is honoured, or noted as without effect, or a fault. Throws {@link LabFileError} with all
 * faults; no fault and no note contains a pre-shared key.
 */
export function readRouterConfig(files: RouterConfigFiles, context: RouterContext): RouterConfig {
  const findings: Findings = { faults: [], notes: [] };
  const conns = readConns(files.ipsecConf, context, findings);
  const secrets = parseIpsecSecrets(files.ipsecSecrets, findings);
  const commands = readCommands(files.commands, findings);
  const connections = conns.flatMap((conn) => {
    const secret = secretOf(conn, secrets, files.ipsecSecrets.file, findings);
    const device = readDevice(conn, context, commands);
    const tunnel = context.tunnels.find(({ outsideIpAddress }) => outsideIpAddress === conn.fields.right);
    if (secret === undefined || device === null || tunnel === undefined) return [];
    return [
      {
        ...conn.fields,
        interface: conn.fields.name,
        daemon: null,
        tunnel: tunnel.name,
        preSharedKey: secret.preSharedKey,
        ...device,
      },
    ];
  });
  checkConns(conns, context, files.ipsecConf.file, findings);
  checkDevices(conns, commands);
  const hidden = hideSecrets(secrets);
  const faults = unique(findings.faults.map(hidden), ({ file, line, what }) => `${file}:${line}:${what}`);
  if (faults.length > 0) throw new LabFileError(faults);
  return {
    connections,
    routes: commands.routes.map(({ value }) => value),
    tunnelInterface: 'vti',
    clampMss: commands.clamped.size > 0,
    notes: unique(findings.notes.map(hidden), ({ file, line, why }) => `${file}:${line}:${why}`),
  };
}

function readConns(ipsecConf: RouterFile, context: RouterContext, findings: Findings): Conn[] {
  const { file } = ipsecConf;
  const sections = parseIpsecConf(ipsecConf, findings);
  for (const setup of sections.filter(({ kind, name }) => kind === 'config' && name !== ''))
    checkSetup(file, setup, findings);
  const conns = sections.filter(({ kind }) => kind === 'conn');
  const included = new Set(
    conns.flatMap(({ entries }) => entries.filter(({ key }) => key === 'also').map(({ value }) => value)),
  );
  return conns.flatMap((section) => {
    if (section.name === '%default') return [];
    const settings = mergeSettings(file, section, conns, findings);
    const auto = settings.entries.get('auto')?.value ?? 'ignore';
    if (auto !== 'ignore') return [readConn(settings, context, findings)];
    if (!included.has(section.name)) {
      const why = 'a conn without auto=start, route or add is not loaded';
      findings.notes.push({ file, line: section.line, text: `conn ${section.name}`, why });
    }
    return [];
  });
}

function checkConns(conns: readonly Conn[], context: RouterContext, file: string, findings: Findings): void {
  if (conns.length === 0) {
    findings.faults.push({
      file,
      what: 'no conn is loaded',
      hint: 'one conn per tunnel, each with auto=start',
    });
  }
  for (const [at, conn] of conns.entries()) {
    const fault = (what: string, hint: string): void => {
      findings.faults.push({
        file,
        key: `${conn.fields.name}.right`,
        value: conn.fields.right,
        what: `${what} (${conn.rightPlace})`,
        hint,
      });
    };
    const others = conns.slice(0, at);
    if (!context.tunnels.some(({ outsideIpAddress }) => outsideIpAddress === conn.fields.right)) {
      const known = context.tunnels
        .map(({ name, outsideIpAddress }) => `${outsideIpAddress} (${name})`)
        .join(', ');
      fault('no tunnel of the VPN connection has this outside address', `one of ${known}`);
    }
    const twin = others.find(({ fields }) => fields.right === conn.fields.right);
    if (twin !== undefined) fault(`conn ${twin.fields.name} leads there already`, 'one conn per tunnel');
    const marked = others.find(({ fields: { mark } }) => mark === conn.fields.mark && mark !== 0);
    if (marked !== undefined) {
      findings.faults.push({
        file,
        key: `${conn.fields.name}.mark`,
        value: String(conn.fields.mark),
        what: `conn ${marked.fields.name} has the same mark (${marked.markPlace}, ${conn.markPlace})`,
        hint: 'a mark of its own for each tunnel',
      });
    }
  }
}

function checkDevices(conns: readonly Conn[], commands: RouterCommands): void {
  const { devices, clamped, file, findings } = commands;
  for (const { name, line } of devices.values()) {
    if (conns.some((conn) => conn.fields.name === name)) continue;
    findings.faults.push({
      file,
      line,
      key: name,
      what: 'no conn has the name of this interface',
      hint: `a conn ${name}`,
    });
  }
  for (const { name, line } of devices.values()) {
    if (clamped.size === 0 || clamped.has(name)) continue;
    const what = 'the MSS is clamped on other tunnels, but not on this one';
    findings.faults.push({ file, line, key: name, what, hint: 'clamp it on every tunnel, or on none' });
  }
}

function secretOf(
  conn: Conn,
  secrets: readonly Secret[],
  file: string,
  findings: Findings,
): Secret | undefined {
  const secret = secretFor(secrets, { left: conn.fields.leftId, right: conn.fields.right }, file, findings);
  if (secret === undefined) {
    findings.faults.push({
      file,
      key: conn.fields.name,
      what: `there is no pre-shared key for this conn (${conn.rightPlace})`,
      hint: `${conn.fields.leftId} ${conn.fields.right} : PSK "<key>"`,
    });
  }
  return secret;
}

/** Takes known secrets out of every text: one may have been pasted into the wrong file. */
function hideSecrets(secrets: readonly Secret[]): <T extends Problem | RouterNote>(finding: T) => T {
  const keys = secrets.flatMap(({ preSharedKey }) => preSharedKey ?? []);
  const hide = (text: string): string => keys.reduce((shown, key) => shown.replaceAll(key, '(hidden)'), text);
  return (finding) => {
    const texts = Object.entries(finding).filter(
      ([name, value]) => name !== 'file' && typeof value === 'string',
    );
    return { ...finding, ...Object.fromEntries(texts.map(([name, text]) => [name, hide(text as string)])) };
  };
}

function unique<T>(items: readonly T[], keyOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}
