import { describe, expect, it } from 'vitest';
import { judgeAnswer, readAnswers } from '../../../lab/exercise/answers.ts';
import type { Question } from '../../../lab/exercise/exercise.ts';

const CAUSE: Question = {
  name: 'what',
  points: 1,
  ask: 'What?',
  answer: [
    { code: 'ESP_BLOCKED', at: ['internet', 'onprem-igw'] },
    { code: 'PACKET_FILTERED', at: ['internet'] },
  ],
};
const HEALTHY: Question = { name: 'well', points: 1, ask: 'What?', answer: { code: 'healthy', at: [] } };
const NUMBER: Question = { name: 'mtu', points: 1, ask: 'Which?', answer: 1419 };
const read = (text: string) => readAnswers([CAUSE, HEALTHY, NUMBER], { file: 'answers.yaml', text });

describe('readAnswers', () => {
  it('reads what is answered, and leaves out what is not', () => {
    const text = '# a remark\nwhat: { code: esp_blocked, at: Internet }\nwell: { code: , at: }\nmtu: 1419\n';
    expect(read(text)).toEqual({ what: { code: 'ESP_BLOCKED', at: 'Internet' }, mtu: '1419' });
    expect(read('# nothing yet\n')).toEqual({});
  });

  it.each([
    ['what: ESP_BLOCKED\n', /answers.yaml:1: what: is no cause/],
    [
      'mtu: 1\nwhat: { code: ESP_BLOKED, at: internet }\n',
      /answers.yaml:2: what: there is no such code[^]*ESP_BLOCKED/,
    ],
    ['what: { code: ESP_BLOCKED }\n', /what: has no place/],
    ['what: { at: internet }\n', /what: has no code/],
    ['wat: 1\n', /wat: is no question of this exercise[^]*what/],
    ['mtu: { code: healthy }\n', /mtu: is not a text or a number/],
    ['- what\n', /is no map/],
    ['what: { code: [\n', /answers.yaml:\d/],
  ])('says of %j where it is wrong', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

describe('judgeAnswer', () => {
  it.each([
    [CAUSE, { code: 'ESP_BLOCKED', at: 'ONPREM-IGW' }, true],
    [CAUSE, { code: 'PACKET_FILTERED', at: 'internet' }, true],
    [CAUSE, { code: 'PACKET_FILTERED', at: 'onprem-igw' }, false],
    [CAUSE, { code: 'healthy', at: '' }, false],
    [HEALTHY, { code: 'healthy', at: '' }, true],
    [HEALTHY, { code: 'ESP_BLOCKED', at: 'internet' }, false],
    [NUMBER, ' 1419 ', true],
    [NUMBER, '1420', false],
  ] as const)('of %o: %o', (question, given, isRight) => {
    expect(judgeAnswer(question, given)).toBe(isRight);
  });
});
