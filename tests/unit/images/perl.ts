import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LIBRARY = fileURLToPath(new URL('../../../images/fabric/rootfs/usr/local/lib/s2s', import.meta.url));

/**
 * Calls a function of one of the fabric's Perl modules, and returns the strings that it returns.
 * @throws {Error} if this machine has no perl, which Debian, Ubuntu and macOS come with.
 */
export function callPerl(module: string, name: string, ...given: readonly string[]): string[] {
  const program = `print map { "$_\\0" } ${name}(@ARGV)`;
  const output = execFileSync('perl', ['-I', LIBRARY, `-M${module}=${name}`, '-e', program, ...given], {
    encoding: 'utf8',
    env: { ...process.env, S2S_LAB: 'lab' },
  });
  return output.split('\0').slice(0, -1);
}
