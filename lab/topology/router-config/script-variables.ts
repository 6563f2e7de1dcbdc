/** The variables of a shell script whose value stands in it, by name. */
export type Variables = ReadonlyMap<string, string>;

/** An assignment at the begin of a command, its value as written. */
const ASSIGNMENT =
  /(?:^|[;&]\s*|\b(?:export|readonly|local|typeset|declare(?:\s+-\w+)*)\s+)\s*([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|]*)/gm;
const USE = /\\\$|\$(?:(\w+)|\{(\w+)(?::?-([^}$]*))?\})/g;

/**
 * The variables that a script sets to one value, and what that is. One that it works out (`$(…)`), takes from outside or
 * sets to different values is not among them.
 */
export function variablesOf(script: string): Variables {
  const values = new Map<string, Set<string>>();
  for (const [, name = '', written = ''] of script.matchAll(ASSIGNMENT)) {
    const value = written.startsWith("'") ? written.replaceAll('$', String.raw`\$`) : written;
    values.set(name, (values.get(name) ?? new Set()).add(value.replace(/^(["'])(.*)\1$/s, '$2')));
  }
  const known = new Map<string, string>();
  for (const [name, given] of values) {
    const [written = ''] = given;
    const value = withValues(written, known);
    if (given.size === 1 && !/[$`]/.test(value)) known.set(name, value);
  }
  return known;
}

/** A text as the shell would have it, as far as the values are known; `\$` is a dollar sign. */
export function withValues(text: string, variables: Variables): string {
  return text.replace(USE, (use, plain?: string, braced?: string, byDefault?: string) =>
    use === String.raw`\$` ? '$' : (variables.get(plain ?? braced ?? '') ?? byDefault ?? use),
  );
}
