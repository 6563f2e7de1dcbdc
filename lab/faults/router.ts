import * as z from 'zod';

/** Parameter: the name of an on-premises router. */
export const ROUTER = z.string().describe('on-premises router, e.g. onprem-router');
