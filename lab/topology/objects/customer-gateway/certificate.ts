import { z } from 'zod';
import type { Report } from '../../report.ts';
import type { CustomerGateway } from '../../types.ts';
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

/** The key of its router, for what that has for one. */
export const certificate = z.enum(['valid', 'expired', 'otherAuthority']).optional().meta({
  description:
    'What the router has for a certificate, where its customer gateway has a certificateArn: a valid one (the default), one that has expired, or one of another authority.',
});

/** A router has a certificate where its customer gateway has one. */
export function checkCertificateKeys(
  value: { readonly certificateArn?: unknown; readonly router: { readonly certificate?: unknown } },
  context: z.RefinementCtx,
): void {
  if (value.router.certificate === undefined || value.certificateArn !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['router', 'certificate'],
    message: 'is without a certificateArn of the customer gateway',
    params: { hint: 'give the customer gateway one, or leave this out: then pre-shared keys authenticate' },
  });
}

/** The lab makes the certificates of routers that it configures. */
export function checkCertificate({ name, certificateArn, router }: CustomerGateway, report: Report): void {
  if (certificateArn === undefined || router.own === null) return;
  report(['customerGateways', name, 'certificateArn'], {
    what: `gives the router a certificate, and ${router.name} has its owner's files`,
    rule: 'the certificates of a lab are made as it comes up, and nothing puts them into files of yours',
    hint: 'leave it out: pre-shared keys authenticate a router of yours',
  });
}
