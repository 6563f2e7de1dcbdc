import type { RouterNote } from '../types.ts';
import type { ConfSection } from './conf-sections.ts';
import type { Setting } from './read-conn.ts';

/**
 * The settings of one conn by their keys: `conn %default`, then the conns named by `also`, then the conn's own lines, each
 * over the former (ipsec.conf(5), sections `also` and `%default`). Sections of one name are one. A conn that `also` names
 * and that is not there, or that leads back, is noted and passed over.
 */
export function mergedSettings(
  name: string,
  sections: readonly ConfSection[],
  notes: RouterNote[],
): Map<string, Setting> {
  const merged = new Map<string, Setting>();
  const settingsOf = (conn: string): readonly Setting[] =>
    sections.filter((each) => each.kind === 'conn' && each.name === conn).flatMap(({ settings }) => settings);

  const merge = (conn: string, above: readonly string[]): void => {
    const settings = settingsOf(conn);
    for (const { key, value, file, line } of settings) {
      if (key !== 'also') continue;
      const isThere = sections.some((each) => each.kind === 'conn' && each.name === value);
      if (isThere && !above.includes(value)) {
        merge(value, [...above, value]);
        continue;
      }
      const why = isThere ? 'conns include each other in a circle' : `there is no conn ${value}`;
      // A section that several conns include is merged, and found wanting, once for each of them.
      if (!notes.some((note) => note.file === file && note.line === line)) {
        notes.push({ file, line, text: `also=${value}`, why });
      }
    }
    for (const setting of settings) if (setting.key !== 'also') merged.set(setting.key, setting);
  };
  merge('%default', ['%default']);
  merge(name, [name]);
  return merged;
}
