import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of what can be made again, but not at once: `$XDG_CACHE_HOME/s2s-lab`, by default below `~/.cache`. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 's2s-lab');
}
