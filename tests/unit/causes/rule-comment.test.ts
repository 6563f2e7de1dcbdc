import { expect, it } from 'vitest';
import { AWS_CODES, LAB_CODES } from '../../../lab/causes/codes.ts';
import { meaningOf, ruleComment } from '../../../lab/causes/rule-comment.ts';

it('a rule says what it is, for people and for explain', () => {
  const comment = ruleComment({ code: 'ENI_SG_RULES_MISMATCH', object: 'vpc-a-host', detail: 'inbound' });
  expect(comment).toBe('comment "s2s ENI_SG_RULES_MISMATCH vpc-a-host inbound"');
  expect(meaningOf(`oifname "vpc-a-host" counter drop ${comment}`)).toEqual({
    code: 'ENI_SG_RULES_MISMATCH',
    object: 'vpc-a-host',
    detail: 'inbound',
  });
  expect(
    meaningOf(`counter drop ${ruleComment({ code: 'SOURCE_DEST_CHECK', object: 'onprem-router' })}`),
  ).toEqual({
    code: 'SOURCE_DEST_CHECK',
    object: 'onprem-router',
  });
});

it.each([
  'udp dport 4500 drop',
  'udp dport 4500 drop comment "no IKE here"',
  'udp dport 4500 drop comment "s2s OF_A_LATER_VERSION internet"',
  'udp dport 4500 drop comment "s2s IKE_BLOCKED"',
])("of somebody else's rule it knows nothing: %s", (rule) => {
  expect(meaningOf(rule)).toBeNull();
});

it('no comment is longer than the 128 bytes that nft has for it', () => {
  const object = 'n'.repeat(63);
  const longest = [...AWS_CODES, ...LAB_CODES].map((code) =>
    ruleComment({ code, object, detail: 'outbound' }),
  );
  expect(Math.max(...longest.map((text) => text.length - 'comment ""'.length))).toBeLessThan(128);
});
