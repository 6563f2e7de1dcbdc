import { readFileSync } from 'node:fs';
import { format } from 'oxfmt';
import type { FormatConfig } from 'oxfmt';
import { packageFile } from '../../lab/package-file.ts';

const { printWidth, singleQuote } = JSON.parse(
  readFileSync(packageFile('.oxfmtrc.jsonc'), 'utf8').replace(/^ *\/\/.*|,(?=\s*[\]}])/gm, ''),
) as Required<Pick<FormatConfig, 'printWidth' | 'singleQuote'>>;

/** A text as `make fmt` has it in a file of that name. */
export async function formatted(file: string, text: string): Promise<string> {
  const { code, errors } = await format(file, text, { printWidth, singleQuote });
  if (errors.length > 0) throw new Error(`${file}: ${errors.map(({ message }) => message).join('; ')}`);
  return code;
}
