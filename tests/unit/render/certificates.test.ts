import { expect, it } from 'vitest';
import { DOWNLOADS } from '../../../lab/render/downloads.ts';
import { loadLab } from '../../../lab/topology/load.ts';

const lab = loadLab('tests/fixtures/labs/certificates.yaml');
const rsa = {
  ...lab,
  customerGateways: lab.customerGateways.map((gateway) => ({
    ...gateway,
    certificateKeyAlgorithm: 'RSA_2048' as const,
  })),
};
const rendered = (form: string, of = lab): string => DOWNLOADS[form]!(of);

it.each([
  ['swanctl', ['auth = pubkey', 'certs = /etc/swanctl/x509/onprem-router.pem']],
  ['strongswan', ['leftauth=pubkey', 'leftcert=onprem-router.pem', ': ECDSA onprem-router.pem']],
  ['strongswan-updown', ['rightauth=pubkey', 'leftcert=onprem-router.pem']],
  ['libreswan', ['authby=ecdsa', 'leftcert=onprem-router']],
  ['describe', ['"CertificateArn": "arn:aws:acm:']],
])('%s authenticates by the certificate, and by no pre-shared key', (form, words) => {
  for (const word of words) expect(rendered(form)).toContain(word);
  if (form !== 'describe') expect(rendered(form)).not.toMatch(/psk|secret *=/i);
});

it('says which kind of key a certificate has', () => {
  expect(rendered('strongswan', rsa)).toContain(': RSA onprem-router.pem');
  expect(rendered('libreswan', rsa)).toContain('authby=rsasig');
});
