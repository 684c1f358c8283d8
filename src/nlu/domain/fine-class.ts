/** Prefix of the classes that the intent head learns for complaints, one a category. */
export const FINE_COMPLAINT = 'COMPLAINT:';
