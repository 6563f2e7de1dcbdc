/**
 * `npx tsx scripts/exercise-picture.ts`: has an exercise done on the command line, and draws what it printed as
 * docs/exercise.svg. It needs an engine, and removes its lab.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packageFile } from '../lab/package-file.ts';

const EXERCISE = '33-no-answer-from-aws';
const LAB = 'ex-33';
const CLI = packageFile('dist/cli/main.js');
const MOST_COLUMNS = 100;
const MOST_LINES = 44;

/** What is typed, as it is shown and as it is run. */
const TYPED = [
  ['exercise', 'start', EXERCISE],
  ['exercise', 'check'],
  ['exercise', 'hint'],
  ['ping', 'onprem-server', 'vpc-a-host', '--name', LAB],
] as const;

const folder = mkdtempSync(join(tmpdir(), 's2s-picture-'));
const env = { S2S_PROGRESS: folder, S2S_STUDENT: '', S2S_LAB: '', NO_COLOR: '1' };
const lines: string[] = [];
try {
  for (const words of TYPED) {
    const { stdout } = await execa('node', [CLI, ...words], { cwd: folder, env, reject: false });
    lines.push(`$ s2s ${words.join(' ')}`, ...stdout.split('\n'), '');
  }
} finally {
  await execa('node', [CLI, 'down', LAB], { cwd: folder, env, reject: false });
  rmSync(folder, { recursive: true, force: true });
}
writeFileSync('docs/exercise.svg', drawn(lines.slice(0, MOST_LINES)));

/** Lines of a terminal as a picture. */
function drawn(shown: readonly string[]): string {
  const [column, row] = [8, 18];
  const texts = shown.map((line, index) => {
    const text = line.length > MOST_COLUMNS ? `${line.slice(0, MOST_COLUMNS - 1)}…` : line;
    return `<text x="16" y="${(index + 2) * row}" fill="${colourOf(line)}" xml:space="preserve">${escaped(text)}</text>`;
  });
  const [width, height] = [MOST_COLUMNS * column + 32, (shown.length + 3) * row];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="monospace" font-size="13">
<rect width="100%" height="100%" rx="8" fill="#1b1f24"/>
${texts.join('\n')}
</svg>
`;
}

function colourOf(line: string): string {
  if (line.startsWith('$')) return '#7ee787';
  if (/^\s+✓/.test(line)) return '#3fb950';
  if (/^\s+✗/.test(line)) return '#ff7b72';
  return line.startsWith('      seen') ? '#8b949e' : '#e6edf3';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
