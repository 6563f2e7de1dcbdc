import * as z from 'zod';
import type { Report } from '../../report.ts';
import type { CertificateKeyAlgorithm, CustomerGateway } from '../../types.ts';
import { text } from '../../values.ts';

/** The key of a customer gateway that has a certificate. */
export const certificateArn = text(
  "ARN of the customer gateway's certificate. With it both ends of every tunnel prove who they are by certificates of one private CA, which are made as the lab comes up, and by no pre-shared key.",
  (value) =>
    /^arn:aws[\w-]*:acm:[\w-]*:\d{12}:certificate\/[\w-]+$/.test(value)
      ? undefined
      : { what: 'is not the ARN of a certificate', hint: 'arn:aws:acm:<region>:<account>:certificate/<id>' },
)
  .meta({ $comment: 'EC2 API reference, CreateCustomerGateway: CertificateArn' })
  .optional();

const KEY_ALGORITHMS = [
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'EC_prime256v1',
  'EC_secp384r1',
  'EC_secp521r1',
] as const satisfies readonly CertificateKeyAlgorithm[];

/** The key of a customer gateway for the kind of its certificate's key. */
export const certificateKeyAlgorithm = z.enum(KEY_ALGORITHMS).optional().meta({
  description:
    'Kind of the key of that certificate, and of its private CA and the tunnel endpoints; EC_prime256v1 by default.',
  $comment: 'AWS Private CA API reference, CertificateAuthorityConfiguration: KeyAlgorithm',
});

/** The key of its router, for what that has for one. */
export const certificate = z.enum(['valid', 'expired', 'otherAuthority']).optional().meta({
  description:
    'What the router has for a certificate, where its customer gateway has a certificateArn: a valid one (the default), one that has expired, or one of another authority.',
});

/** There is a certificate where its customer gateway has one. */
export function checkCertificateKeys(
  value: {
    readonly certificateArn?: unknown;
    readonly certificateKeyAlgorithm?: unknown;
    readonly router: { readonly certificate?: unknown };
  },
  context: z.RefinementCtx,
): void {
  if (value.certificateArn !== undefined) return;
  const without = (path: string[], isSaid: unknown): void => {
    if (isSaid === undefined) return;
    const hint = 'give the customer gateway one, or leave this out: then pre-shared keys authenticate';
    const message = 'is without a certificateArn of the customer gateway';
    context.addIssue({ code: 'custom', path, message, params: { hint } });
  };
  without(['router', 'certificate'], value.router.certificate);
  without(['certificateKeyAlgorithm'], value.certificateKeyAlgorithm);
}

/** The lab lays certificates where strongSwan looks for them. */
export function checkCertificate({ name, certificateArn, router }: CustomerGateway, report: Report): void {
  if (certificateArn === undefined || router.own?.daemon !== 'libreswan') return;
  report(['customerGateways', name, 'certificateArn'], {
    what: `gives the router a certificate, and ${router.name} runs libreswan`,
    rule: 'libreswan takes certificates out of a database of NSS, into which the lab puts none',
    hint: 'leave it out: pre-shared keys authenticate such a router',
  });
}
