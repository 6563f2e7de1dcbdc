/** Metric of FRR's BGP routes in the kernel (FRR documentation, zebra: Administrative Distance). */
export const BGP_METRIC = 20;
