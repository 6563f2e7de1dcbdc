import type { Problem } from '../errors.ts';

/**
 * A problem of an exercise's module with the line that it is about: where the module has the text that the problem names, its
 * value, or its key; otherwise where it exports the exercise. The module was run, so its text is all there is to go by.
 * @param text of the module.
 */
export function located(problem: Problem, text: string): Problem {
  const { key = '', value, what } = problem;
  if (problem.line !== undefined) return problem;
  const lines = text.split('\n');
  const named = /'(.+)'/.exec(key)?.[1];
  const words = key.split(/[^\w-]+/).filter((word) => word !== '');
  const wanted = [
    ...(named === undefined ? [] : [literal(named)]),
    ...(value === undefined ? [] : [literal(value)]),
    ...(what === 'is missing' ? [] : words.reverse()).map(
      (word) => new RegExp(`(?<![\\w'"-])${word}['"]?\\s*[:(,]`),
    ),
    /^export default/,
  ];
  for (const pattern of wanted) {
    const index = lines.findIndex((line) => pattern.test(line) && !/^\s*(\/\/|\*|import\b)/.test(line));
    if (index >= 0) return { ...problem, line: index + 1 };
  }
  return problem;
}

/** A text as a module writes it. */
const literal = (text: string): RegExp => new RegExp(`['"\`]${text.replace(/[^\w\s]/g, '\\$&')}['"\`]`);
