import { expect, it } from 'vitest';
import { CheckError } from '../../../lab/errors.ts';
import { causeOfProblem } from '../../../lab/probe/cause.ts';

const cause = {
  code: 'NO_ROUTE_TO_DESTINATION',
  node: 'vpc-a',
  text: 'vpc-a-private has no route to 10.30.141.20',
  evidence: 'ip route get',
  cure: 'add one',
} as const;

it('tells code, node and sentence of a cause, and its cure as what to do', () => {
  const error = new CheckError('failed', {
    what: 'a reaches b',
    value: 'no answer',
    ...causeOfProblem(cause),
  });
  expect(error.message).toBe(`a reaches b
  value: no answer
  cause: NO_ROUTE_TO_DESTINATION at vpc-a: vpc-a-private has no route to 10.30.141.20
  hint: add one`);
});

it('says nothing where nothing was found, and no cure where there is none', () => {
  expect(causeOfProblem(undefined)).toEqual({});
  expect(causeOfProblem({ ...cause, code: null, cure: null })).toEqual({
    cause: 'unknown at vpc-a: vpc-a-private has no route to 10.30.141.20',
  });
});
