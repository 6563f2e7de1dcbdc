import { UsageError } from '../errors.ts';
import type { Problem } from '../errors.ts';
import { AWS_CODES, LAB_CODES } from '../causes/codes.ts';
import { nearestNameHint } from '../topology/nearest-name.ts';
import { isMap } from '../topology/overlay.ts';
import { readYaml } from '../topology/source.ts';
import type { Answer, CauseAnswer, Question } from './exercise.ts';

/** An answer as a student gives it. */
export type GivenAnswer = { readonly code: string; readonly at: string } | string;

/** The answers that a student has given, by the names of the questions. */
export type GivenAnswers = Readonly<Record<string, GivenAnswer>>;

const CODES: readonly string[] = [...AWS_CODES, ...LAB_CODES, 'healthy'];

/** The answers of which one is right. */
function rightAnswers({ answer }: Question): readonly Answer[] {
  return Array.isArray(answer) ? (answer as readonly Answer[]) : [answer as Answer];
}

const isCause = (answer: Answer): answer is CauseAnswer => typeof answer === 'object';

/** Whether a question is answered by a cause with its place; otherwise it is by a text or a number. */
export function asksForCause(question: Question): boolean {
  return rightAnswers(question).some(isCause);
}

/** The answer that somebody gives who knows the right one. */
export function rightAnswer(question: Question): GivenAnswer {
  return asGiven(rightAnswers(question)[0]!);
}

/** An answer of an exercise as a student would write it. */
export function asGiven(answer: Answer): GivenAnswer {
  return isCause(answer) ? { code: answer.code, at: answer.at[0] ?? '' } : String(answer);
}

/**
 * Reads a student's answers.yaml; questions that are not answered yet are left out.
 * @throws {UsageError} with every answer that is not written as it has to be, with its line.
 */
export function readAnswers(
  questions: readonly Question[],
  { file, text }: { readonly file: string; readonly text: string },
): GivenAnswers {
  const source = readYaml(text, file);
  const { value, problems: ofYaml } = source;
  if (ofYaml.length > 0 && value === undefined) {
    const isEmpty = ofYaml.every(({ what }) => what === 'is empty');
    if (isEmpty) return {};
    throw new UsageError(ofYaml);
  }
  const problems: Problem[] = [];
  const answers: Record<string, GivenAnswer> = {};
  const names = questions.map(({ name }) => name);
  if (!isMap(value)) {
    throw new UsageError({
      file,
      line: 1,
      what: 'is no map',
      hint: `e.g. ${names[0] ?? 'question'}: answer`,
    });
  }
  for (const [name, given] of Object.entries(value)) {
    const { line } = source.locate([name], 'key');
    const place = { file, line, key: name };
    const question = questions.find((each) => each.name === name);
    if (question === undefined) {
      problems.push({
        ...place,
        what: 'is no question of this exercise',
        hint: nearestNameHint(name, names),
      });
      continue;
    }
    const read = readAnswer(question, given);
    if (read !== null && typeof read === 'object' && 'what' in read) problems.push({ ...place, ...read });
    else if (read !== null) answers[name] = read;
  }
  if (problems.length > 0) throw new UsageError(problems);
  return answers;
}

/** One answer, null where there is none yet, or what is wrong with how it is written. */
function readAnswer(question: Question, given: unknown): GivenAnswer | null | Problem {
  if (given === null || given === '') return null;
  if (!asksForCause(question)) {
    if (typeof given === 'string' || typeof given === 'number') return String(given);
    return { what: 'is not a text or a number', rule: `behind ${question.name}: stands one value` };
  }
  const rule = 'a cause is written { code: CODE, at: PLACE }';
  if (!isMap(given)) return { what: 'is no cause', rule, hint: 'codes: docs/causes.md, or healthy' };
  const { code = null, at = null, ...others } = given;
  if (Object.keys(others).length > 0) return { what: `has no ${Object.keys(others).join(', ')}`, rule };
  if (code === null && at === null) return null;
  if (typeof code !== 'string')
    return { what: 'has no code', rule, hint: 'codes: docs/causes.md, or healthy' };
  const known = CODES.find((each) => same(each, code));
  if (known === undefined) {
    return {
      what: 'there is no such code',
      value: code,
      rule,
      hint: nearestNameHint(code.toUpperCase(), CODES),
    };
  }
  if (known !== 'healthy' && (typeof at !== 'string' || at === '')) {
    return { what: 'has no place', rule, hint: 'at: the node or object where it is, e.g. onprem-router' };
  }
  return { code: known, at: typeof at === 'string' ? at : '' };
}

/** Whether an answer is right. */
export function judgeAnswer(question: Question, given: GivenAnswer): boolean {
  return rightAnswers(question).some((right) => {
    if (!isCause(right)) return typeof given === 'string' && same(given, String(right));
    if (typeof given === 'string' || !same(given.code, right.code)) return false;
    return right.at.length === 0 || right.at.some((place) => same(place, given.at));
  });
}

const same = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();
