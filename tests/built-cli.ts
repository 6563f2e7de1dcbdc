import { fileURLToPath } from 'node:url';

/** The command line as users run it, built by tests/integration/global-setup.ts: it starts in a tenth of the source's time. */
export const BUILT_CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
